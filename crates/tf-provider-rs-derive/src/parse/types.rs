//! What can be told of a type from how it is written.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// The `T` of `Wrapper<T>`, however the wrapper's path is written.
pub(crate) fn inner<'a>(wrapper: &str, ty: &'a Type) -> Option<&'a Type> {
    let segment = last_segment(ty).filter(|segment| segment.ident == wrapper)?;
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the type is written as `name`, with or without a path.
pub(super) fn is_named(name: &str, ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name)
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}
