//! Numbers with units.
use crate::text::Span;
#[derive(Clone, Debug)]
pub struct Quantity {
    pub span: Span,
}
impl Quantity {
    pub fn is_target(&self) -> bool {
        true
    }
    pub fn sort(&self) -> &'static str {
        "count"
    }
}
pub fn find(_words: &str, _base: usize) -> Vec<Quantity> {
    Vec::new()
}
