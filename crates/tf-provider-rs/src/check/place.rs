//! Where a walk is. Only a violation needs a path, so none is made on the way.

use crate::value::{AttributePath, Step};

/// A place within a value: a step, and the place that it was taken from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    came_from: Option<&'a Place<'a>>,
    step: Option<Taken<'a>>,
}

#[derive(Clone, Copy, Debug)]
enum Taken<'a> {
    Attribute(&'a str),
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub(super) const ROOT: Place<'static> = Place { came_from: None, step: None };

    pub(super) const fn attribute(&'a self, name: &'a str) -> Self {
        Self { came_from: Some(self), step: Some(Taken::Attribute(name)) }
    }

    pub(super) const fn key(&'a self, key: &'a str) -> Self {
        Self { came_from: Some(self), step: Some(Taken::Key(key)) }
    }

    pub(super) const fn index(&'a self, index: usize) -> Self {
        Self { came_from: Some(self), step: Some(Taken::Index(index)) }
    }

    pub(super) fn path(&self) -> AttributePath {
        let mut steps = Vec::new();
        let mut place = Some(self);
        while let Some(here) = place {
            steps.extend(here.step.map(|step| match step {
                Taken::Attribute(name) => Step::Attribute(name.to_owned()),
                Taken::Key(key) => Step::Key(key.to_owned()),
                Taken::Index(index) => Step::Index(i64::try_from(index).unwrap_or(i64::MAX)),
            }));
            place = here.came_from;
        }
        steps.reverse();
        AttributePath::from(steps)
    }
}
