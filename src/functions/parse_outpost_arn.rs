//! `provider::eksoutpost::parse_outpost_arn`.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Function, Model, Parameters, Result};

use super::options::refused_at;
use crate::rules::arn::parsed_outpost_arn;

/// Takes the ARN of an Outpost apart.
///
/// It returns an object with `partition` (for example `aws`), `region`, `account_id` (of the account that owns the Outpost) and `outpost_id` (for
/// example `op-0a1b2c3d4e5f67890`).
#[derive(Clone, Debug, Parameters)]
pub struct ParseOutpostArnParameters {
    /// ARN of an Outpost.
    pub arn: String,
}

/// Parts of an Outpost's ARN.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct OutpostArnParts {
    /// Partition, for example `aws`.
    #[tf(computed)]
    pub partition: String,
    /// Region of the Outpost.
    #[tf(computed)]
    pub region: String,
    /// Account that owns the Outpost.
    #[tf(computed)]
    pub account_id: String,
    /// ID of the Outpost.
    #[tf(computed)]
    pub outpost_id: String,
}

/// The function `parse_outpost_arn`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ParseOutpostArn;

impl Function for ParseOutpostArn {
    type Parameters = ParseOutpostArnParameters;
    type Output = OutpostArnParts;

    const NAME: &'static str = "parse_outpost_arn";

    fn call(&self, ParseOutpostArnParameters { arn }: ParseOutpostArnParameters) -> Result<OutpostArnParts> {
        let parts = refused_at(parsed_outpost_arn(&arn), AttributePath::root().attribute("arn"))?;
        Ok(OutpostArnParts {
            partition: parts.partition.to_owned(),
            region: parts.region.to_owned(),
            account_id: parts.account.to_owned(),
            outpost_id: parts.resource.trim_start_matches("outpost/").to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::said;

    fn parse(arn: &str) -> Result<OutpostArnParts> {
        ParseOutpostArn.call(ParseOutpostArnParameters { arn: arn.to_owned() })
    }

    #[test]
    fn an_outpost_arn_has_four_parts_of_interest() {
        let parts = parse("arn:aws-us-gov:outposts:us-gov-west-1:111122223333:outpost/op-0a1b2c3d4e5f67890").unwrap();
        assert_eq!(
            [parts.partition, parts.region, parts.account_id, parts.outpost_id],
            ["aws-us-gov", "us-gov-west-1", "111122223333", "op-0a1b2c3d4e5f67890"]
        );
    }

    #[test]
    fn what_is_no_outpost_arn_is_refused() {
        assert_eq!(
            said(parse("op-0a1b2c3d4e5f67890")),
            "arn: Invalid Outpost ARN: \"op-0a1b2c3d4e5f67890\" is not the ARN of an Outpost. An Outpost's id is not enough: EKS wants its ARN. It \
             looks like arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0: \"op-\" and 17 hexadecimal digits. \
             \"aws outposts list-outposts\" shows yours."
        );
    }
}
