//! What the corpus begins with: good input of every kind, and every kind of bad one by name.

use prost::Message;
use tf_provider_rs::proto::tfplugin6 as pb;
use tf_provider_rs::value::{Undefined, decode_json, encode_msgpack};

use crate::targets::TYPES;
use crate::wire::RPCS;

/// Name and bytes.
type Seed = (String, Vec<u8>);

/// A plant with everything.
const PLANT: &str = r#"{"name":"fern","note":"caf\u0065\u0301","height":0.1,"flowers":true,"care":"{\"water\": 1}","labels":{"a":"b"},
"leaves":[{"size":1},{"size":9007199254740993}],"named":{"big":{"size":7}},"fallen":[{"size":2},{"size":3}],"id":"id of fern",
"first":{"size":4},"timeouts":{"create":"5m","delete":null}}"#;
/// Values as JSON, each with the number of its type in [`TYPES`].
const VALUES: &[(&str, u8, &str)] = &[
    ("plant", 0, PLANT),
    (
        "dynamic",
        1,
        r#"{"value":{"a":[1,true,"x",null]},"type":["object",{"a":["tuple",["number","bool","string","dynamic"]]}]}"#,
    ),
    ("dynamic_set", 1, r#"{"value":[1,2],"type":["set","number"]}"#),
    ("bool", 2, "true"),
    ("number", 3, "123456789012345678901234567890.5"),
    ("string", 4, r#""caf\u0065\u0301 \ud83d\ude00""#),
    ("list", 5, r#"[{"value":1,"type":"number"},{"value":2,"type":"number"}]"#),
    ("map", 7, r#"{"a":{"value":"x","type":"string"},"b":null}"#),
    ("set", 8, r#"[{"size":1},{"size":-1},{"size":1e3}]"#),
    ("deep_collections", 9, r#"{"a":[[1,2],[]],"b":[]}"#),
    ("tuple", 10, r#"[true,[],"x"]"#),
    ("object", 11, r#"{"a":null,"b":[{"size":1},{"value":false,"type":"bool"}]}"#),
];

/// The seeds of a target.
pub(crate) fn of(target: &str) -> Vec<Seed> {
    match target {
        "msgpack" => msgpack(),
        "json_state" => json_state(),
        "type_json" => type_json(),
        "protobuf" => protobuf(),
        other => panic!("{other} has no seeds"),
    }
}

fn msgpack() -> Vec<Seed> {
    let good = VALUES.iter().map(|(name, ty, json)| seed(name, *ty, &as_msgpack(*ty, json)));
    let bad: &[(&str, u8, &[u8])] = &[
        ("unknown", 1, b"\xd4\x00\x00"),
        ("unknown_refined", 4, b"\xc7\x0a\x0c\x82\x01\xc2\x02\xa4arn:"),
        ("unknown_refined_bounds", 3, b"\xc7\x09\x0c\x83\x01\xc2\x03\x92\x01\xc3\x04\x92\x09\xc2"),
        ("unknown_refined_length", 5, b"\xc7\x07\x0c\x83\x01\xc2\x05\x01\x06\x03"),
        ("truncated", 0, b"\x8c\xa4name\xa4fe"),
        ("huge_string", 4, b"\xdb\xff\xff\xff\xff"),
        ("huge_array", 5, b"\xdd\xff\xff\xff\xff"),
        ("huge_map", 7, b"\xdf\xff\xff\xff\xff"),
        ("huge_extension", 1, b"\xc9\xff\xff\xff\xff\x0c"),
        ("duplicate_key", 7, b"\x82\xa1a\xc0\xa1a\xc0"),
        ("invalid_utf8", 4, b"\xa2\xff\xfe"),
        ("surrogate", 4, b"\xa3\xed\xa0\x80"),
        ("not_a_number", 3, b"\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00"),
        ("absurd_exponent", 3, b"\xab1e999999999"),
    ];
    let mut all: Vec<Seed> = good.chain(bad.iter().map(|(name, ty, bytes)| seed(name, *ty, bytes))).collect();
    all.push(seed("deep_arrays", 1, &b"\x91".repeat(5000)));
    all.push(seed("deep_dynamic", 1, &b"\x92\xc4\x09\"dynamic\"".repeat(500)));
    all
}

fn json_state() -> Vec<Seed> {
    let good = VALUES.iter().map(|(name, ty, json)| seed(name, *ty, json.as_bytes()));
    let bad: &[(&str, u8, &[u8])] = &[
        ("older_version", 0, br#"{"name":"fern","soil":"sand","height":"2.5","flowers":"true","note":7}"#),
        ("truncated", 0, br#"{"name":"fe"#),
        ("duplicate_key", 7, br#"{"a":null,"a":null}"#),
        ("duplicate_key_two_forms", 7, "{\"e\u{301}\":null,\"\u{e9}\":null}".as_bytes()),
        ("invalid_utf8", 4, b"\"\xff\xfe\""),
        ("lone_surrogate", 4, br#""\ud800""#),
        ("absurd_exponent", 3, b"1e999999999"),
        ("many_digits", 3, &[b'7'; 5000]),
        ("byte_order_mark", 4, b"\xef\xbb\xbf\"x\""),
        ("nothing", 0, b""),
    ];
    let mut all: Vec<Seed> = good.chain(bad.iter().map(|(name, ty, bytes)| seed(name, *ty, bytes))).collect();
    all.push(seed("deep_arrays", 0, &b"[".repeat(20_000)));
    all.push(seed(
        "deep_unknown_attribute",
        0,
        format!("{{\"x\":{}1{}}}", "[".repeat(200), "]".repeat(200)).as_bytes(),
    ));
    let dynamic = format!("{}null{}", r#"{"type":"dynamic","value":"#.repeat(100), "}".repeat(100));
    all.push(seed("deep_dynamic", 1, dynamic.as_bytes()));
    all
}

fn type_json() -> Vec<Seed> {
    let good = TYPES.iter().enumerate().map(|(number, ty)| (format!("type_{number:02}"), ty.to_json().into_bytes()));
    let bad: &[(&str, &str)] = &[
        ("optional_attributes", r#"["object",{"a":"string"},["a"]]"#),
        ("no_such_type", r#""text""#),
        ("truncated", r#"["list",["set""#),
        ("duplicate_attribute", r#"["object",{"a":"string","a":"bool"}]"#),
        ("duplicate_attribute_two_forms", "[\"object\",{\"e\u{301}\":\"string\",\"\u{e9}\":\"bool\"}]"),
        ("too_many_parts", r#"["list","string","string"]"#),
    ];
    let mut all: Vec<Seed> =
        good.chain(bad.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))).collect();
    all.push(("invalid_utf8".to_owned(), b"\"\xff\"".to_vec()));
    all.push(("deep_lists".to_owned(), r#"["list","#.repeat(5000).into_bytes()));
    all.push((
        "as_deep_as_can_be".to_owned(),
        format!("{}\"bool\"{}", r#"["list","#.repeat(63), "]".repeat(63)).into_bytes(),
    ));
    all
}

fn protobuf() -> Vec<Seed> {
    let plant = || Some(pb::DynamicValue { msgpack: as_msgpack(0, PLANT), json: Vec::new() });
    let as_json = || Some(pb::DynamicValue { msgpack: Vec::new(), json: PLANT.into() });
    let null = || Some(pb::DynamicValue { msgpack: vec![0xc0], json: Vec::new() });
    let type_name = || "garden_plant".to_owned();
    let state = || Some(pb::RawState { json: PLANT.into(), ..Default::default() });
    let seed_config = Some(pb::DynamicValue { msgpack: Vec::new(), json: br#"{"name":"fern","limit":null}"#.into() });
    let mut all: Vec<Seed> = RPCS.iter().map(|rpc| to(rpc, &format!("{rpc}_empty"), &[])).collect();
    all.extend([
        to(
            "ValidateResourceConfig",
            "validate",
            &pb::validate_resource_config::Request { type_name: type_name(), config: plant(), ..Default::default() }
                .encode_to_vec(),
        ),
        to(
            "UpgradeResourceState",
            "upgrade",
            &pb::upgrade_resource_state::Request { type_name: type_name(), version: 1, raw_state: state() }
                .encode_to_vec(),
        ),
        to(
            "UpgradeResourceState",
            "upgrade_older",
            &pb::upgrade_resource_state::Request { type_name: type_name(), version: 0, raw_state: state() }
                .encode_to_vec(),
        ),
        to(
            "ReadResource",
            "read",
            &pb::read_resource::Request {
                type_name: type_name(),
                current_state: plant(),
                private: b"{}".to_vec(),
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to(
            "PlanResourceChange",
            "plan_creation",
            &pb::plan_resource_change::Request {
                type_name: type_name(),
                prior_state: null(),
                proposed_new_state: as_json(),
                config: as_json(),
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to(
            "PlanResourceChange",
            "plan_update",
            &pb::plan_resource_change::Request {
                type_name: type_name(),
                prior_state: plant(),
                proposed_new_state: plant(),
                config: plant(),
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to(
            "ApplyResourceChange",
            "create",
            &pb::apply_resource_change::Request {
                type_name: type_name(),
                prior_state: null(),
                planned_state: plant(),
                config: plant(),
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to(
            "ApplyResourceChange",
            "delete",
            &pb::apply_resource_change::Request {
                type_name: type_name(),
                prior_state: plant(),
                planned_state: null(),
                config: null(),
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to(
            "ImportResourceState",
            "import",
            &pb::import_resource_state::Request { type_name: type_name(), id: "fern".to_owned(), ..Default::default() }
                .encode_to_vec(),
        ),
        to(
            "MoveResourceState",
            "move",
            &pb::move_resource_state::Request {
                source_provider_address: "registry.terraform.io/example/meadow".to_owned(),
                source_type_name: "meadow_plant".to_owned(),
                source_schema_version: 1,
                source_state: state(),
                target_type_name: type_name(),
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to(
            "ReadDataSource",
            "read_data",
            &pb::read_data_source::Request {
                type_name: "garden_seed".to_owned(),
                config: seed_config,
                ..Default::default()
            }
            .encode_to_vec(),
        ),
        to("ReadResource", "huge_length", b"\x0a\xff\xff\xff\xff\x0f"),
        to("ReadResource", "deep_groups", &b"\x0b".repeat(5000)),
        to("ReadResource", "type_name_twice", b"\x0a\x01a\x0a\x0cgarden_plant"),
        to("ReadResource", "invalid_utf8", b"\x0a\x02\xff\xfe"),
        to("ReadResource", "truncated", b"\x0a\x0cgarden"),
    ]);
    all
}

fn to(rpc: &str, name: &str, message: &[u8]) -> Seed {
    let number = RPCS.iter().position(|known| *known == rpc).expect("a known RPC");
    seed(name, u8::try_from(number).unwrap(), message)
}

fn seed(name: &str, chosen: u8, bytes: &[u8]) -> Seed {
    (name.to_owned(), [&[chosen], bytes].concat())
}

fn as_msgpack(ty: u8, json: &str) -> Vec<u8> {
    let ty = &TYPES[usize::from(ty)];
    encode_msgpack(&decode_json(json.as_bytes(), ty, Undefined::Refuse).expect("a good value"), ty)
        .expect("a good value")
}
