//! One page of a list.

/// Some items, and what asks for those after them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Page<T> {
    /// The items, in AWS's order; a page may be empty without being the last.
    pub items: Vec<T>,
    /// What asks for the next page; `None` after the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The answer to a request for the page `asked`. A page that is followed by itself, as by an empty one, is the last.
    pub(super) fn new(items: Option<Vec<T>>, next: Option<String>, asked: Option<&str>) -> Self {
        let next = next.filter(|next| !next.is_empty() && Some(next.as_str()) != asked);
        Self { items: items.unwrap_or_default(), next }
    }

    /// The items of every page. `ask` sends the request for a page, the first one without a token; it answers with the items, and with what
    /// asks for the next page. The SDK's paginators do this as well, with ten kilobytes of program for each operation.
    ///
    /// # Errors
    /// The first error of `ask`: never a part of the list.
    pub(super) async fn all<E, F>(mut ask: impl FnMut(Option<String>) -> F) -> Result<Vec<T>, E>
    where
        F: Future<Output = Result<(Option<Vec<T>>, Option<String>), E>>,
    {
        let mut found = Vec::new();
        let mut after = None;
        loop {
            // A request of the SDK is tens of kilobytes: not inside of everything that awaits this.
            let (items, next) = Box::pin(ask(after.clone())).await?;
            let page = Self::new(items, next, after.as_deref());
            found.extend(page.items);
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(found),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_list_ends_with_a_page_that_nothing_follows() {
        for (next, asked, expected) in [
            (Some("2"), None, Some("2")),
            (Some("3"), Some("2"), Some("3")),
            (None, Some("2"), None),
            (Some(""), None, None),
            (Some("2"), Some("2"), None),
        ] {
            let page = Page::<String>::new(None, next.map(str::to_owned), asked);
            assert_eq!((page.next.as_deref(), page.items.len()), (expected, 0));
        }
    }
}
