//! Comparing trust policies by what they mean, not by how IAM happens to write them.

use serde_json::Value;

/// Whether two policy documents say the same. IAM keeps neither white space nor order, and writes a list of one as the thing. Identifiers
/// of statements decide nothing. Text that is not JSON equals only itself.
///
/// Source: IAM user guide, JSON policy element reference (a single value may stand for a list of one; `Sid` is optional).
#[must_use]
pub fn same_policy(one: &str, other: &str) -> bool {
    match (serde_json::from_str::<Value>(one), serde_json::from_str::<Value>(other)) {
        (Ok(one), Ok(other)) => document(one) == document(other),
        _ => one == other,
    }
}

/// Whether the document lets the service assume the role, without conditions.
#[must_use]
pub fn trusts_service(policy: &str, service: &str) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(policy) else {
        return false;
    };
    let policy = document(policy);
    let has = |value: &Value, wanted: &str| {
        value.as_array().is_some_and(|items| items.iter().any(|item| item.as_str() == Some(wanted)))
    };
    policy["Statement"].as_array().is_some_and(|statements| {
        statements.iter().any(|statement| {
            statement["Effect"] == "Allow"
                && statement.get("Condition").is_none()
                && has(&statement["Principal"]["Service"], service)
                && (has(&statement["Action"], "sts:assumerole") || has(&statement["Action"], "sts:*"))
        })
    })
}

/// The policy with `id` as the identifier of each of its statements; as it is if it is no policy.
///
/// Source: IAM user guide, JSON policy element reference, `Sid`: letters and digits.
#[must_use]
pub fn with_statement_id(policy: &str, id: &str) -> String {
    let Ok(mut parsed) = serde_json::from_str::<Value>(policy) else {
        return policy.to_owned();
    };
    let statements = parsed.get_mut("Statement").and_then(Value::as_array_mut);
    for statement in statements.into_iter().flatten().filter_map(Value::as_object_mut) {
        statement.insert("Sid".to_owned(), Value::String(id.to_owned()));
    }
    parsed.to_string()
}

fn document(mut policy: Value) -> Value {
    if let Some(statements) = policy.get_mut("Statement") {
        let list = into_list(statements.take()).into_iter().map(statement).collect();
        *statements = sorted(list);
    }
    policy
}

fn statement(mut statement: Value) -> Value {
    let Some(members) = statement.as_object_mut() else {
        return statement;
    };
    members.remove("Sid");
    for (name, value) in members.iter_mut() {
        let given = value.take();
        *value = match name.as_str() {
            "Action" | "NotAction" => sorted(into_list(given).into_iter().map(lower_case).collect()),
            "Resource" | "NotResource" => sorted(into_list(given)),
            "Principal" | "NotPrincipal" => principals(given),
            "Condition" => conditions(given),
            _ => given,
        };
    }
    statement
}

fn principals(given: Value) -> Value {
    match given {
        Value::Object(kinds) => Value::Object(
            kinds
                .into_iter()
                .map(|(kind, ids)| (kind, sorted(into_list(ids).into_iter().map(account_root).collect())))
                .collect(),
        ),
        // "*" stands for {"AWS": "*"}.
        everybody => serde_json::json!({ "AWS": sorted(into_list(everybody)) }),
    }
}

fn conditions(given: Value) -> Value {
    match given {
        Value::Object(operators) => Value::Object(
            operators
                .into_iter()
                .map(|(operator, keys)| match keys {
                    Value::Object(keys) => {
                        let keys = keys
                            .into_iter()
                            .map(|(key, values)| (key, sorted(into_list(values).into_iter().map(as_text).collect())))
                            .collect();
                        (operator, Value::Object(keys))
                    }
                    other => (operator, other),
                })
                .collect(),
        ),
        other => other,
    }
}

fn into_list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        item => vec![item],
    }
}

fn sorted(mut items: Vec<Value>) -> Value {
    items.sort_by_cached_key(Value::to_string);
    items.dedup();
    Value::Array(items)
}

/// Action names are compared without regard to case.
fn lower_case(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.to_ascii_lowercase()),
        other => other,
    }
}

/// IAM returns the root ARN of an account that was given by its number.
fn account_root(value: Value) -> Value {
    match &value {
        Value::String(text) => match super::arn::Arn::parse(text) {
            Some(arn) if arn.service == "iam" && arn.resource == "root" => Value::String(arn.account.to_owned()),
            _ => value,
        },
        _ => value,
    }
}

/// Conditions hold text; IAM also takes booleans and numbers for it.
fn as_text(value: Value) -> Value {
    match value {
        Value::Bool(_) | Value::Number(_) => Value::String(value.to_string()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{same_policy, trusts_service, with_statement_id};

    const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

    fn with(statement: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#)
    }

    #[test]
    fn policies_are_compared_by_meaning() {
        for (why, one, other, same) in [
            ("itself", EC2.to_owned(), EC2.to_owned(), true),
            (
                "lists of one, order of members, one statement without a list, case of actions",
                EC2.to_owned(),
                r#"{ "Statement": {"Action":["STS:assumeRole"],"Principal":{"Service":["ec2.amazonaws.com"]},"Effect":"Allow"}, "Version":"2012-10-17" }"#.to_owned(),
                true,
            ),
            (
                "order of principals, actions and statements",
                with(r#"[{"Effect":"Allow","Principal":{"Service":["a","b"]},"Action":["x:1","x:2"]},{"Effect":"Deny","Principal":"*","Action":"y"}]"#),
                with(r#"[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"y"},{"Effect":"Allow","Principal":{"Service":["b","a","a"]},"Action":["x:2","x:1"]}]"#),
                true,
            ),
            (
                "an account and its root, a boolean and its text",
                with(r#"[{"Principal":{"AWS":"111122223333"},"Condition":{"Bool":{"aws:MultiFactorAuthPresent":true}}}]"#),
                with(r#"[{"Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Condition":{"Bool":{"aws:MultiFactorAuthPresent":["true"]}}}]"#),
                true,
            ),
            (
                "an identifier",
                EC2.to_owned(),
                with(r#"[{"Sid":"a1","Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]"#),
                true,
            ),
            ("another service", EC2.to_owned(), EC2.replace("ec2", "eks"), false),
            ("another effect", EC2.to_owned(), EC2.replace("Allow", "Deny"), false),
            (
                "a condition more",
                EC2.to_owned(),
                with(r#"[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"1"}}}]"#),
                false,
            ),
            ("another version", EC2.to_owned(), EC2.replace("2012", "2008"), false),
            ("no JSON, but equal", "x".to_owned(), "x".to_owned(), true),
            ("no JSON", EC2.to_owned(), "x".to_owned(), false),
            ("empty", EC2.to_owned(), String::new(), false),
        ] {
            assert_eq!(same_policy(&one, &other), same, "{why}");
            assert_eq!(same_policy(&other, &one), same, "{why}, turned round");
        }
    }

    #[test]
    fn a_trusted_service_is_found_among_others() {
        let both = with(
            r#"[{"Effect":"Allow","Principal":{"Service":["eks.amazonaws.com","ec2.amazonaws.com"]},"Action":"sts:AssumeRole"}]"#,
        );
        for (policy, trusted) in [
            (EC2.to_owned(), true),
            (both, true),
            (EC2.replace("ec2", "lambda"), false),
            (EC2.replace("Allow", "Deny"), false),
            (EC2.replace("sts:AssumeRole", "sts:TagSession"), false),
            ("nonsense".to_owned(), false),
            ("[1]".to_owned(), false),
            ("{}".to_owned(), false),
        ] {
            assert_eq!(trusts_service(&policy, "ec2.amazonaws.com"), trusted, "{policy}");
        }
    }

    #[test]
    fn an_identifier_is_put_on_each_statement() {
        let marked = with_statement_id(&with(r#"[{"Effect":"Allow"},{"Effect":"Deny","Sid":"old"}]"#), "a1");
        assert_eq!(
            serde_json::from_str::<Value>(&marked).unwrap(),
            json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Sid": "a1" }, { "Effect": "Deny", "Sid": "a1" }] })
        );
        assert_eq!(with_statement_id("nonsense", "a1"), "nonsense");
    }
}
