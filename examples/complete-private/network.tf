# A VPC without a way to the internet: the control plane reaches AWS services through VPC endpoints.

locals {
  # Source: Amazon EKS user guide, "Create a VPC and subnets for Amazon EKS clusters on AWS Outposts".
  interface_services = toset([
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "logs",
    "secretsmanager",
    "ssm",
    "ssmmessages",
    "sts",
  ])
}

data "aws_outposts_outpost" "this" {
  arn = var.outpost_arn
}

resource "aws_vpc" "this" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

resource "aws_subnet" "outpost" {
  vpc_id                              = aws_vpc.this.id
  cidr_block                          = var.outpost_subnet_cidr
  availability_zone                   = data.aws_outposts_outpost.this.availability_zone
  outpost_arn                         = var.outpost_arn
  private_dns_hostname_type_on_launch = "ip-name"

  tags = { Name = "${var.name}-outpost" }
}

# VPC endpoints are in the Region, in the Outpost's parent Availability Zone.
resource "aws_subnet" "endpoints" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = var.endpoint_subnet_cidr
  availability_zone = data.aws_outposts_outpost.this.availability_zone

  tags = { Name = "${var.name}-endpoints" }
}

resource "aws_route_table" "outpost" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-outpost" }
}

resource "aws_route_table_association" "outpost" {
  subnet_id      = aws_subnet.outpost.id
  route_table_id = aws_route_table.outpost.id
}

resource "aws_security_group" "endpoints" {
  name        = "${var.name}-endpoints"
  description = "VPC endpoints of the local cluster"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "outpost" {
  security_group_id = aws_security_group.endpoints.id
  description       = "HTTPS from the Outpost"
  cidr_ipv4         = aws_subnet.outpost.cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interface_services

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.endpoints.id]
  security_group_ids  = [aws_security_group.endpoints.id]

  tags = { Name = "${var.name}-${each.key}" }
}

resource "aws_vpc_endpoint" "gateway" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.outpost.id]

  tags = { Name = "${var.name}-s3" }
}
