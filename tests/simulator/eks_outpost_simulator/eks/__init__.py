"""Amazon EKS: local clusters of both kinds, and enough of cloud clusters to be told apart from them."""
