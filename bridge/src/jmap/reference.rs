//! Result references (RFC 8620 section 3.7).

use estuary_jmap::{
    error::MethodError,
    request::{Invocation, ResultReference},
};
use serde_json::{Map, Value};

/// Values one `*` may gather: an answer of ours has fewer.
const MAX_VALUES: usize = 10_000;

/// Replaces each `#name` argument by what it refers to.
pub(super) fn resolve(
    arguments: Map<String, Value>,
    answers: &[Invocation],
) -> Result<Map<String, Value>, MethodError> {
    let mut resolved = Map::new();
    for (name, value) in &arguments {
        let (name, value) = match name.strip_prefix('#') {
            None => (name.clone(), value.clone()),
            Some(plain) if arguments.contains_key(plain) => {
                return Err(MethodError::new(
                    MethodError::INVALID_ARGUMENTS,
                    format!("{plain} is given twice"),
                ));
            }
            Some(plain) => (plain.to_owned(), follow(value, answers)?),
        };
        resolved.insert(name, value);
    }
    Ok(resolved)
}

fn follow(reference: &Value, answers: &[Invocation]) -> Result<Value, MethodError> {
    let invalid = |reason: &str| MethodError::new(MethodError::INVALID_RESULT_REFERENCE, reason);
    let reference: ResultReference =
        serde_json::from_value(reference.clone()).map_err(|error| invalid(&error.to_string()))?;
    let answer = answers
        .iter()
        .find(|answer| answer.2 == reference.result_of)
        .ok_or_else(|| invalid("There is no such call"))?;
    if answer.0 != reference.name {
        return Err(invalid("The call has another answer"));
    }
    let path = reference.path.strip_prefix('/').ok_or_else(|| invalid("The path does not begin with /"))?;
    let steps: Vec<String> = path.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let (first, rest) = steps.split_first().ok_or_else(|| invalid("The path is empty"))?;
    let start = answer.1.get(first).ok_or_else(|| invalid("The path leads nowhere"))?;
    walk(start, rest).ok_or_else(|| invalid("The path leads nowhere"))
}

fn walk(value: &Value, steps: &[String]) -> Option<Value> {
    let Some((step, rest)) = steps.split_first() else { return Some(value.clone()) };
    match value {
        Value::Object(map) => walk(map.get(step)?, rest),
        Value::Array(entries) if step == "*" => {
            let mut gathered = Vec::new();
            for entry in entries {
                match walk(entry, rest)? {
                    Value::Array(inner) => gathered.extend(inner),
                    other => gathered.push(other),
                }
                if gathered.len() > MAX_VALUES {
                    return None;
                }
            }
            Some(Value::Array(gathered))
        }
        Value::Array(entries) => walk(entries.get(step.parse::<usize>().ok()?)?, rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(path: &str) -> Result<Value, String> {
        let Value::Object(answer) =
            json!({"ids": ["a", "b"], "list": [{"e": ["x", "y"]}, {"e": ["z"]}], "a/b": 1})
        else {
            panic!()
        };
        let answers = [Invocation("T/get".to_owned(), answer, "0".to_owned())];
        let Value::Object(arguments) = json!({"#v": {"resultOf": "0", "name": "T/get", "path": path}}) else {
            panic!()
        };
        resolve(arguments, &answers).map(|resolved| resolved["v"].clone()).map_err(|error| error.kind)
    }

    #[test]
    fn paths_lead_into_earlier_answers() {
        assert_eq!(with("/ids"), Ok(json!(["a", "b"])));
        assert_eq!(with("/ids/1"), Ok(json!("b")));
        assert_eq!(with("/list/*/e"), Ok(json!(["x", "y", "z"])));
        assert_eq!(with("/a~1b"), Ok(json!(1)));
    }

    #[test]
    fn paths_that_lead_nowhere_are_told() {
        for path in ["", "ids", "/no", "/ids/9", "/ids/*/x", "/list/*/no", "/ids/18446744073709551616"] {
            assert_eq!(with(path), Err("invalidResultReference".to_owned()), "{path}");
        }
    }

    #[test]
    fn an_argument_is_given_once() {
        let Value::Object(arguments) = json!({"v": 1, "#v": {}}) else { panic!() };
        assert_eq!(resolve(arguments, &[]).unwrap_err().kind, "invalidArguments");
    }
}
