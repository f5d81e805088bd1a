use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{call_function, get_functions, get_provider_schema};
use tf_provider_rs::value::{Type, Value};

use super::words::Sheet;
use super::{Host, message, value};

/// The result, or the text of the error and the argument that it is about.
async fn call(name: &str, arguments: &[(Value, Type)], returns: &Type) -> Result<Value, (String, Option<i64>)> {
    let arguments = arguments.iter().map(|(argument, r#type)| message(argument, r#type)).collect();
    let request = call_function::Request { name: name.to_owned(), arguments };
    let response = Host::unconfigured().client.call_function(request).await.unwrap().into_inner();
    match response.error {
        Some(error) => {
            assert_eq!(response.result, None);
            Err((error.text, error.function_argument))
        }
        None => Ok(value(response.result, returns).unwrap()),
    }
}

async fn join(arguments: &[Option<&str>]) -> Result<Value, (String, Option<i64>)> {
    let arguments: Vec<_> = arguments.iter().map(|argument| (Value::from(*argument), Type::String)).collect();
    call("join", &arguments, &Type::String).await
}

#[tokio::test]
async fn a_function_takes_as_many_arguments_as_come() {
    assert_eq!(join(&[Some("-")]).await, Ok(Value::from("")));
    assert_eq!(join(&[Some("-"), Some("a")]).await, Ok(Value::from("a")));
    assert_eq!(join(&[Some("-"), Some("a"), Some("b"), Some("c")]).await, Ok(Value::from("a-b-c")));
    assert_eq!(join(&[None, Some("a"), Some("b")]).await, Ok(Value::from("ab")));
}

#[tokio::test]
async fn an_error_names_its_argument() {
    let refused = |text: &str, argument| Err((text.to_owned(), argument));
    assert_eq!(join(&[None, Some("a"), Some("")]).await, refused("Empty word: Leave it out", Some(2)));
    let both = "Empty word: Leave it out\nEmpty word: Leave it out";
    assert_eq!(join(&[None, Some("a"), Some(""), Some("")]).await, refused(both, Some(2)));
    assert_eq!(join(&[None, Some("refuse")]).await, refused("Refused: Ask again", None));
    assert_eq!(join(&[None, Some("a"), Some("longer than 9")]).await, refused("Long word: Use a shorter one", Some(2)));
}

#[tokio::test]
async fn a_panic_and_a_wrong_call_are_defects_of_the_provider_and_no_crash() {
    let (text, argument) = join(&[None, Some("panic")]).await.unwrap_err();
    assert!(text.starts_with("Defect in the provider: The operation panicked at "), "{text}");
    assert!(text.contains(": out of ink.\n\nThis is a bug in the provider"), "{text}");
    assert_eq!(argument, None);
    let (text, _) = join(&[]).await.unwrap_err();
    assert!(text.contains("The function has 1 parameters, and Terraform calls it with 0 arguments."), "{text}");
    let (text, argument) = call("turn", &[], &Type::String).await.unwrap_err();
    assert!(text.contains("The function has 2 parameters, and Terraform calls it with 0 arguments."), "{text}");
    assert_eq!(argument, None);
    let (text, argument) = join(&[None, None]).await.unwrap_err();
    assert!(text.contains("words[0] must be a string, and it is null."), "{text}");
    assert_eq!(argument, Some(1));
}

#[tokio::test]
async fn what_is_not_known_yet_reaches_the_parameters_that_take_it() {
    let numbers = Type::list(Type::Number);
    for (argument, expected) in [
        (Value::unknown(), Value::unknown()),
        (Value::Null, Value::Null),
        (Value::list([Value::unknown(), Value::from(7)]), Value::from(7)),
        (Value::list([Value::unknown()]), Value::unknown()),
    ] {
        assert_eq!(call("pick", &[(argument, numbers.clone())], &Type::Number).await, Ok(expected));
    }
}

#[tokio::test]
async fn objects_go_in_and_come_out_and_types_check_themselves() {
    let sheet = Sheet::schema(0).object_type().clone();
    let of = |width: i64, height: i64| Value::object([("width", width), ("height", height)]);
    let red = (Value::from("red"), Type::String);
    assert_eq!(call("turn", &[(of(1, 2), sheet.clone()), red], &sheet).await, Ok(of(2, 1)));
    let blue = (Value::from("blue"), Type::String);
    let refused = call("turn", &[(of(1, 2), sheet.clone()), blue], &sheet).await;
    assert_eq!(refused, Err(("Unknown colour: Use `red`".to_owned(), Some(1))));
    let large = Value::object([("width", Value::from(1)), ("height", Value::from(u64::MAX))]);
    let (text, argument) =
        call("turn", &[(large, sheet.clone()), (Value::from("red"), Type::String)], &sheet).await.unwrap_err();
    assert!(text.starts_with("at `height`: Not a whole number: Use a whole number between "), "{text}");
    assert_eq!(argument, Some(0));
}

#[tokio::test]
async fn signatures_say_what_is_nullable_and_what_may_be_unknown() {
    let mut host = Host::unconfigured();
    let schema = host.client.get_provider_schema(get_provider_schema::Request {}).await.unwrap().into_inner();
    let functions = host.client.get_functions(get_functions::Request {}).await.unwrap().into_inner();
    assert_eq!(functions.functions, schema.functions);
    assert!(functions.diagnostics.is_empty());
    let join = &schema.functions["join"];
    assert_eq!(join.summary, "Joins words.");
    assert_eq!(join.description, "Joins words.\n\nWith a separator, or without.");
    assert_eq!(join.deprecation_message, "");
    assert_eq!(join.r#return.as_ref().unwrap().r#type, br#""string""#);
    let [separator] = &join.parameters[..] else { panic!("{:?}", join.parameters) };
    assert_eq!((separator.name.as_str(), &separator.r#type[..]), ("separator", &br#""string""#[..]));
    assert_eq!((separator.allow_null_value, separator.allow_unknown_values), (true, false));
    let words = join.variadic_parameter.as_ref().unwrap();
    assert_eq!((words.name.as_str(), &words.r#type[..]), ("words", &br#""string""#[..]));
    assert_eq!((words.allow_null_value, words.allow_unknown_values), (false, false));
    assert_eq!(words.description, "Words to join.");
    let pick = &schema.functions["pick"];
    assert_eq!(pick.deprecation_message, "Use `join`.");
    assert_eq!((pick.parameters[0].allow_null_value, pick.parameters[0].allow_unknown_values), (true, true));
    assert_eq!(pick.parameters[0].r#type, br#"["list","number"]"#);
    assert_eq!(schema.functions["turn"].parameters[0].r#type, br#"["object",{"height":"number","width":"number"}]"#);
}
