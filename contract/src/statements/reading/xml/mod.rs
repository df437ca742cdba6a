//! XML, element by element: namespaces resolved, no document type, no entities but XML's own, every place known.
//!
//! Reading goes down the tree: [`Xml::child`] enters the next child of the element in which the reader is, and leaves that element when there
//! is none. Whoever entered a child goes through its children, takes its [`Xml::text`] or [`Xml::skip`]s it.

mod elements;
mod name;
mod nodes;
mod values;

pub(super) use name::Name;
pub(super) use nodes::Xml;
