# A VPC with subnets on the Outpost, which reach AWS services through a NAT gateway in the Region and your site through the local gateway.

data "aws_outposts_outpost" "this" {
  arn = var.outpost_arn
}

resource "aws_vpc" "this" {
  cidr_block = var.vpc_cidr

  # Both are necessary. Without them an EBS cluster fails, and must be made anew.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# In the Region, in the Outpost's parent Availability Zone: the place of the NAT gateway.
resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = var.public_subnet_cidr
  availability_zone = data.aws_outposts_outpost.this.availability_zone

  tags = { Name = "${var.name}-public" }
}

# On the Outpost. One subnet with three free addresses is enough.
resource "aws_subnet" "outpost" {
  for_each = var.outpost_subnet_cidrs

  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value
  availability_zone = data.aws_outposts_outpost.this.availability_zone
  outpost_arn       = var.outpost_arn

  # The control plane does not work with host names made of instance IDs.
  private_dns_hostname_type_on_launch = "ip-name"

  tags = { Name = "${var.name}-outpost-${each.key}" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

resource "aws_eip" "nat" {
  domain = "vpc"

  tags = { Name = "${var.name}-nat" }

  depends_on = [aws_internet_gateway.this]
}

resource "aws_nat_gateway" "this" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id

  tags = { Name = var.name }

  depends_on = [aws_route.internet]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-public" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table" "outpost" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-outpost" }
}

resource "aws_route" "nat" {
  route_table_id         = aws_route_table.outpost.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this.id
}

resource "aws_route_table_association" "outpost" {
  for_each = aws_subnet.outpost

  subnet_id      = each.value.id
  route_table_id = aws_route_table.outpost.id
}

# Your site reaches the Kubernetes API and the nodes by their private addresses.
data "aws_ec2_local_gateway_route_table" "this" {
  outpost_arn = var.outpost_arn
}

resource "aws_ec2_local_gateway_route_table_vpc_association" "this" {
  local_gateway_route_table_id = data.aws_ec2_local_gateway_route_table.this.id
  vpc_id                       = aws_vpc.this.id

  tags = { Name = var.name }
}

resource "aws_route" "site" {
  for_each = var.site_cidrs

  route_table_id         = aws_route_table.outpost.id
  destination_cidr_block = each.value
  local_gateway_id       = data.aws_ec2_local_gateway_route_table.this.local_gateway_id

  depends_on = [aws_ec2_local_gateway_route_table_vpc_association.this]
}

# Hosts at your site may use the Kubernetes API. The cluster security group is made by EKS; editing it is allowed.
resource "aws_vpc_security_group_ingress_rule" "site" {
  for_each = var.site_cidrs

  security_group_id = eksoutpost_local_cluster.this.vpc_config.cluster_security_group_id
  description       = "Kubernetes API from the site"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
