//! How much the words of requirements tell.

use crate::design::trace::index::Index;
use crate::design::trace::terms::Term;

/// Words that stand in many requirements, or in the title, tell little; so do those far behind.
pub(super) fn weigh(all: &mut [Vec<Term>], index: &Index, title: &[u32]) {
    let mut count = vec![0_usize; index.len()];
    for term in all.iter().flatten() {
        if let Some(id) = index.id(&term.stem) {
            count[id as usize] += 1;
        }
    }
    let others = all.len().saturating_sub(1);
    for terms in all {
        for (order, term) in terms.iter_mut().enumerate() {
            let id = index.id(&term.stem).unwrap_or_default();
            let common = count[id as usize];
            let mut weight = if others > 0 {
                1.0 - 0.6 * (common - 1) as f32 / others as f32
            } else {
                1.0
            };
            if title.contains(&id) {
                weight *= 0.5;
            }
            if term.aside {
                weight *= 0.3;
            }
            term.weight = weight * (1.0 - 0.09 * order as f32).max(0.2);
        }
    }
}
