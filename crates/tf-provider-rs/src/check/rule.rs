//! The rules by name, each with where it comes from.

use std::fmt;

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal, $source:literal;)*) => {
        /// One of Terraform's rules for the answers of a provider. Displayed by its name, such as `plan-configured`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// A short name for tables and messages.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$rule => $name,)* }
            }

            /// Where the rule is written: a file of hashicorp/terraform v1.11.4, unless it says otherwise.
            #[must_use]
            pub const fn source(self) -> &'static str {
                match self { $(Self::$rule => $source,)* }
            }
        }
    };
}

rules! {
    /// An attribute is required, optional, computed, or optional and computed.
    SchemaMode = "schema-mode", "internal/configs/configschema/internal_validate.go";
    /// An attribute has either a type or nested attributes.
    SchemaType = "schema-type", "internal/configs/configschema/internal_validate.go, internal/plugin6/convert/schema.go";
    /// Nested attributes and blocks have one of the known nestings.
    SchemaNesting = "schema-nesting", "internal/configs/configschema/internal_validate.go";
    /// Names are identifiers in lower case.
    SchemaName = "schema-name", "internal/configs/configschema/internal_validate.go";
    /// No two attributes or blocks of one block have the same name.
    SchemaTwice = "schema-twice", "internal/configs/configschema/internal_validate.go";
    /// Terraform's own names are not attributes.
    SchemaReserved = "schema-reserved", "hashicorp/terraform-plugin-framework, internal/fwschema/attribute_name_validation.go";
    /// The numbers of blocks that are allowed make sense.
    SchemaItems = "schema-items", "internal/configs/configschema/internal_validate.go";
    /// There is nothing dynamic or write-only in a set.
    SchemaSet = "schema-set", "internal/configs/configschema/internal_validate.go";
    /// A write-only attribute is not computed.
    SchemaWriteOnly = "schema-write-only", "hashicorp/terraform-plugin-framework, internal/fwschema/write_only_nested_attribute_validation.go";
    /// Only what is deprecated says what to use instead.
    SchemaDeprecation = "schema-deprecation", "internal/configs/configschema/internal_validate.go of v1.15";
    /// Versions are not negative.
    SchemaVersion = "schema-version", "internal/schemarepo/loadschemas/plugins.go";
    /// An identity holds primitives and lists of them.
    SchemaIdentity = "schema-identity", "internal/configs/configschema/internal_validate.go of v1.12";
    /// Functions and their parameters have names that are identifiers, each once.
    SchemaFunction = "schema-function", "internal/schemarepo/loadschemas/plugins.go, internal/plugin6/grpc_provider.go";
    /// The value is of the schema's type.
    Shape = "shape", "internal/terraform/node_resource_abstract_instance.go";
    /// There is an object if and only if one was asked for.
    Existence = "existence", "internal/plans/objchange/plan_valid.go, internal/terraform/node_resource_abstract_instance.go";
    /// Write-only values are in no answer.
    WriteOnly = "write-only", "internal/lang/ephemeral/assert.go";
    /// What is stored is known.
    Unknown = "unknown", "internal/terraform/node_resource_abstract_instance.go";
    /// Nobody but the practitioner sets an attribute that is not computed.
    PlanUnasked = "plan-unasked", "internal/plans/objchange/plan_valid.go, assertPlannedValueValid";
    /// What is configured is planned: as it is, or in the spelling of the prior state.
    PlanConfigured = "plan-configured", "internal/plans/objchange/plan_valid.go, assertPlannedValueValid";
    /// An object that is configured is not unknown as a whole.
    PlanNestedUnknown = "plan-nested-unknown", "internal/plans/objchange/plan_valid.go, assertPlannedObjectValid";
    /// As many nested objects are planned as are configured, under the same keys.
    PlanNestedCount = "plan-nested-count", "internal/plans/objchange/plan_valid.go, assertPlannedObjectValid";
    /// No blocks are an empty list, not null.
    PlanBlockNull = "plan-block-null", "internal/plans/objchange/plan_valid.go, assertPlanValid";
    /// As many blocks are planned as are configured.
    PlanBlockCount = "plan-block-count", "internal/plans/objchange/plan_valid.go, assertPlanValid";
    /// A block is not unknown as a whole, unless it is configured so.
    PlanBlockUnknown = "plan-block-unknown", "internal/plans/objchange/plan_valid.go, assertPlanValid";
    /// What requires replacement exists before or after the change.
    PlanReplacePath = "plan-replace-path", "internal/terraform/node_resource_abstract_instance.go, getAction";
    /// The apply does to an object what was planned, or nothing if nothing is left to do.
    PlanAction = "plan-action", "internal/terraform/node_resource_apply_instance.go, checkPlannedChange";
    /// A change is deferred only if Terraform allows it.
    PlanDeferred = "plan-deferred", "internal/plans/deferring, internal/terraform/node_resource_abstract_instance.go";
    /// Only the old SDK asks to be excused from the other rules.
    Legacy = "legacy-type-system", "docs/plugin-protocol/tfplugin6.proto";
    /// What was known in a plan comes true.
    Kept = "kept", "internal/plans/objchange/compatible.go, assertValueCompatible";
    /// Elements of lists and maps neither vanish nor appear.
    KeptElements = "kept-elements", "internal/plans/objchange/compatible.go, assertValueCompatible";
    /// Every planned element of a set is there, and there are not more.
    KeptSet = "kept-set", "internal/plans/objchange/compatible.go, assertSetValuesCompatible";
    /// There are as many blocks as were planned.
    KeptBlocks = "kept-blocks", "internal/plans/objchange/compatible.go, assertObjectCompatible";
    /// What was promised of an unknown value comes true.
    KeptPromise = "kept-promise", "internal/plans/objchange/compatible.go, assertValueCompatible";
    /// An identity is there once the object exists.
    IdentityMissing = "identity-missing", "hashicorp/terraform-plugin-framework, internal/fwserver";
    /// An identity is known once the object exists.
    IdentityUnknown = "identity-unknown", "internal/terraform/node_resource_abstract_instance.go of v1.12";
    /// An identity does not change.
    IdentityChanged = "identity-changed", "hashicorp/terraform-plugin-framework, internal/fwserver";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
