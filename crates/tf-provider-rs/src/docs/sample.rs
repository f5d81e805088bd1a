//! A provider with one of everything, for the tests.

use crate::schema::{
    Attribute, Block, BlockNesting, Function, Mode, NestedBlock, Nesting, Parameter, ProviderSchema, Schema, Shape,
};
use crate::value::{Type, Value};

pub(super) fn attribute(name: &'static str, shape: Shape, mode: Mode, description: &str) -> Attribute {
    Attribute { mode, description: description.to_owned(), ..Attribute::new(name, shape) }
}

fn text(name: &'static str, mode: Mode, description: &str) -> Attribute {
    attribute(name, Shape::Type(Type::String), mode, description)
}

fn nested(name: &'static str, nesting: Nesting, mode: Mode, description: &str, nested: Vec<Attribute>) -> Attribute {
    attribute(name, Shape::Nested(nesting, nested), mode, description)
}

pub(super) fn block(description: &str, attributes: Vec<Attribute>, blocks: Vec<NestedBlock>) -> Block {
    Block { description: description.to_owned(), attributes, blocks }
}

pub(super) fn provider() -> ProviderSchema {
    ProviderSchema {
        address: "registry.terraform.io/example/cloud".to_owned(),
        name: "cloud",
        provider: Schema::new(
            0,
            block(
                "Manages [clouds](https://example.com).",
                vec![text("region", Mode::Optional, "Region to work in.")],
                vec![],
            ),
        ),
        resources: vec![("cloud_server".to_owned(), server())],
        identities: vec![("cloud_server".to_owned(), server_identity())],
        data_sources: vec![("cloud_image".to_owned(), image())],
        list_resources: vec![("cloud_server".to_owned(), server_list())],
        actions: vec![("cloud_restart".to_owned(), restart())],
        ephemeral_resources: vec![("cloud_token".to_owned(), token())],
        functions: vec![("host".to_owned(), host())],
    }
}

fn server() -> Schema {
    let description =
        "Manages a **server** in the `cloud`.\nIt starts at once.\n\n~> **Note:** Deleting it loses its disks.";
    let attributes = vec![
        Attribute {
            requires_replace: true,
            ..text("name", Mode::Required, "Name of the server. A change replaces the server.")
        },
        Attribute {
            default: Some(Value::Bool(true)),
            ..attribute(
                "running",
                Shape::Type(Type::Bool),
                Mode::OptionalComputed,
                "Whether to start it. Default value: `true`.",
            )
        },
        Attribute { sensitive: true, ..text("password", Mode::Optional, "Password of the first user.") },
        Attribute {
            deprecated: Some("Use `disks` instead."),
            ..attribute("disk_sizes", Shape::Type(Type::list(Type::Number)), Mode::Optional, "Sizes of disks, in GiB.")
        },
        attribute("tags", Shape::Type(Type::map(Type::String)), Mode::Optional, "Tags of the server & its <disks>."),
        attribute("options", Shape::Type(Type::Dynamic), Mode::Optional, "Options of any type."),
        nested(
            "network",
            Nesting::Single,
            Mode::Required,
            "Network of the server.",
            vec![
                attribute("subnet_ids", Shape::Type(Type::set(Type::String)), Mode::Required, "Subnets to use."),
                text("vpc_id", Mode::Computed, "VPC of the subnets."),
                nested(
                    "routes",
                    Nesting::List,
                    Mode::Optional,
                    "Routes in order.",
                    vec![text("target", Mode::Required, "Target of the route.")],
                ),
            ],
        ),
        nested("disks", Nesting::Set, Mode::Optional, "Disks.", vec![text("kind", Mode::Optional, "Kind of disk.")]),
        nested(
            "users",
            Nesting::Map,
            Mode::Optional,
            "Users by name.",
            vec![text("shell", Mode::OptionalComputed, "Shell of the user.")],
        ),
        attribute(
            "health",
            Shape::Type(Type::list(Type::object([
                ("code", Type::String),
                ("source", Type::object([("host", Type::String)])),
            ]))),
            Mode::Computed,
            "Health issues.",
        ),
        text("id", Mode::Computed, "Same as `name`."),
    ];
    let timeouts = vec![text("create", Mode::Optional, "How long to wait. Default value: `5m`.")];
    let port = vec![attribute("number", Shape::Type(Type::Number), Mode::Required, "Number of the port.")];
    let blocks = vec![
        NestedBlock {
            name: "timeouts",
            nesting: BlockNesting::Single,
            block: block("How long to wait for each operation.", timeouts, vec![]),
        },
        NestedBlock {
            name: "firewall",
            nesting: BlockNesting::List { max: 2 },
            block: block(
                "Firewalls in order.",
                vec![text("name", Mode::Optional, "Name of the firewall.")],
                vec![NestedBlock {
                    name: "port",
                    nesting: BlockNesting::List { max: 0 },
                    block: block("Open ports.", port, vec![]),
                }],
            ),
        },
    ];
    Schema::new(1, block(description, attributes, blocks))
}

fn server_identity() -> Schema {
    let attributes = vec![
        text("name", Mode::Required, "Name of the server."),
        text("zone", Mode::Optional, "Zone of the server. Default value: the provider's."),
    ];
    Schema::new(2, block("Identity of a server.", attributes, vec![]))
}

fn server_list() -> Schema {
    let attributes = vec![text("zone", Mode::Optional, "Zone to look in. Default value: all.")];
    Schema::new(0, block("Lists servers.", attributes, vec![]))
}

fn restart() -> Schema {
    let attributes = vec![text("server", Mode::Required, "Name of the server.")];
    Schema::new(0, block("Restarts a server.", attributes, vec![]))
}

fn token() -> Schema {
    let attributes = vec![
        text("server", Mode::Required, "Name of the server."),
        Attribute { sensitive: true, ..text("token", Mode::Computed, "Token for the server.") },
    ];
    Schema::new(0, block("Makes a token for a server.", attributes, vec![]))
        .deprecated(Some("Use `cloud_login` instead."))
}

fn host() -> Function {
    let parameter = |name, r#type, takes_null, description: &str| Parameter {
        name,
        description: description.to_owned(),
        r#type,
        takes_null,
        takes_unknown: false,
        validate: vec![],
    };
    Function {
        description: "Names a `host`.\n\nIt does not look for it.".to_owned(),
        deprecated: Some("Use `name` instead."),
        parameters: vec![
            parameter("zone", Type::String, true, "Zone of the host."),
            parameter("tags", Type::map(Type::Bool), false, "Tags of the host."),
        ],
        variadic: Some(parameter("parts", Type::list(Type::Number), false, "Parts of the name.")),
        returns: Type::String,
    }
}

fn image() -> Schema {
    let attributes =
        vec![text("name", Mode::Required, "Name of the image."), text("id", Mode::Computed, "ID of the image.")];
    Schema::new(0, block("Finds an image.", attributes, vec![]))
}
