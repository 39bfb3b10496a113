//! Which parts of the layout a title opens.

use super::titles::{mended, normal_title, split_sides};
use super::{Part, Words};
use crate::markdown::fold;
use std::cmp::Reverse;

impl Words {
    pub fn parts_of_title(&self, title: &str) -> Vec<Part> {
        if is_one_requirement(title) {
            return Vec::new();
        }
        let mut parts = self.parts_of_whole(title);
        // "Scale, from first principles": the tail says how.
        if parts.is_empty()
            && title.contains(',')
            && let Some((head, _)) = title.split_once(", ")
        {
            let exact = self.titles().exact.get(&normal_title(head));
            parts = exact.cloned().unwrap_or_default();
        }
        // "Estimate — what dominates": the tail says what is said of it.
        if parts.is_empty()
            && title.contains(['—', '–', '-', ':'])
            && let Some((head, _)) = [" — ", " – ", " - ", ": "]
                .iter()
                .find_map(|dash| title.split_once(dash))
        {
            parts = self.parts_of_head(head);
        }
        // "User stories → technical solutions": the first half says what stands there.
        const ARROWS: [&str; 4] = [" → ", " -> ", " => ", " ⇒ "];
        if parts.is_empty()
            && title.contains(['→', '>', '⇒'])
            && let Some((head, _)) = ARROWS.iter().find_map(|arrow| title.split_once(arrow))
        {
            parts = self.parts_of_whole(head);
        }
        // "Core requirements (below the line)" are out of scope.
        let aside = title
            .rfind('(')
            .map(|at| title[at..].trim_matches(['(', ')', ':', ' ']));
        let asks = || {
            ["equirement", "eature", "nhancement"]
                .iter()
                .any(|word| title.contains(word))
        };
        if let Some(aside) = aside
            && (parts.iter().any(|part| part.is_requirements()) || asks())
            && self
                .titles()
                .exact
                .get(&fold(aside))
                .is_some_and(|parts| parts.contains(&Part::OutOfScope))
        {
            return vec![Part::OutOfScope];
        }
        // "Specific requirements (functional, platforms)".
        if let Some(aside) = aside
            && parts.is_empty()
            && title.contains("equirements")
        {
            let first = normal_title(aside.split(',').next().unwrap_or(aside));
            let exact = self.titles().exact.get(&first);
            parts = exact
                .filter(|parts| parts.iter().all(|part| part.is_requirements()))
                .cloned()
                .unwrap_or_default();
        }
        parts
    }

    fn parts_of_whole(&self, title: &str) -> Vec<Part> {
        let title = normal_title(title);
        if title.is_empty() || title.len() > 90 {
            return Vec::new();
        }
        if let Some((part, _)) = self.own.iter().find(|(_, own)| *own == title) {
            return vec![*part];
        }
        let index = self.titles();
        let named = index.exact.get(&title);
        if let Some(exact) = named.or_else(|| index.exact.get(self.behind_task(&title)?)) {
            return exact.clone();
        }
        // "Functional and non-functional requirements", "Entities & APIs": each side for itself.
        let sides: Vec<&str> = split_sides(&title);
        if sides.len() > 1 {
            let mut each: Vec<Option<Part>> = sides.iter().map(|side| self.side(side, &title)).collect();
            // "Goals and non-goals", "Scope and out of scope".
            if each.contains(&Some(Part::OutOfScope)) && matches!(sides[0], "goals" | "scope" | "in scope") {
                each[0] = Some(Part::Functional);
            }
            // "Failure handling & retry architecture" is the architecture of that.
            let of_topic = each == [Some(Part::DeepDive), Some(Part::HighLevel)];
            if of_topic && !index.exact.contains_key(sides[1]) {
                return vec![Part::DeepDive];
            }
            if each.iter().filter(|part| part.is_some()).count() > 1 {
                let mut parts: Vec<Part> = each.into_iter().flatten().collect();
                parts.dedup();
                return parts;
            }
        }
        // "How to gather functional and non-functional requirements?"
        const BOTH: [&str; 3] = ["functional and non", "functional non functional", "functional vs non"];
        if BOTH.iter().any(|both| title.contains(both)) {
            return vec![Part::Functional, Part::NonFunctional];
        }
        if index.is_other(&title) {
            // "System overview and problem statement" is known as a whole.
            if index.is_other_whole(&title) {
                return Vec::new();
            }
            // "System architecture and tech stack": one side is told in full.
            let whole = sides.iter().filter(|_| sides.len() > 1).find_map(|side| {
                let parts = index.exact.get(*side)?;
                parts.iter().all(|part| part.is_built()).then(|| parts.clone())
            });
            return whole.unwrap_or_default();
        }
        const LONG: usize = 9;
        // The longest wording decides; "non-functional requirements" holds "functional requirements".
        let longest = index
            .words(&title)
            .filter_map(|(at, word)| Some((at, word, word.part?)))
            // "How to hand out numbers without a bottleneck" is a question of its own.
            .filter(|(at, _, part)| *part != Part::DeepDive || *at == 0 || title.split(' ').count() <= LONG)
            // "Out of scope functional requirements" are out of scope.
            .min_by_key(|(at, word, part)| (*part != Part::OutOfScope, Reverse(word.length), *at, *part));
        match longest {
            Some((_, _, part)) => vec![part],
            // "Core architecture and philosophy": the other side says nothing of its own.
            None if sides.len() == 2 => {
                let whole = index
                    .exact
                    .get(sides[0])
                    .filter(|_| sides[0].contains(' ') || sides[0] == "architecture");
                whole
                    .filter(|parts| parts.iter().all(|part| part.is_built()))
                    .cloned()
                    .unwrap_or_default()
            }
            None => match index.exact.get(self.without_idle(&title)) {
                Some(parts) => parts.clone(),
                None => mended(&title, &self.misspelt).map_or_else(Vec::new, |title| self.parts_of_whole(&title)),
            },
        }
    }

    /// What a title opens by what stands before its dash, where that can mean nothing else: "Design — a till" may be the
    /// title of the whole, and "Database: one node" one of many choices.
    fn parts_of_head(&self, head: &str) -> Vec<Part> {
        let head = normal_title(head);
        let telling = |part: &Part| match part {
            Part::HighLevel => ["high level", "architecture", "hld"]
                .iter()
                .any(|word| head.contains(word)),
            Part::Entities => !head.starts_with("data ") && !["database", "databases", "db", "data"].contains(&&*head),
            _ => true,
        };
        let exact = self.titles().exact.get(&head);
        exact
            .filter(|parts| parts.iter().all(telling))
            .cloned()
            .unwrap_or_default()
    }

    /// "Key endpoints we need" are endpoints.
    pub(super) fn without_idle<'a>(&self, title: &'a str) -> &'a str {
        let Some(idle) = self.section.get("idle") else {
            return title;
        };
        let is_idle = |word: &str| idle.words.iter().any(|known| known == word);
        let behind = |title: &'a str| {
            let mut tails = idle.titles.iter().filter_map(|tail| title.strip_suffix(tail.as_str()));
            tails.find_map(|bare| bare.strip_suffix(' '))
        };
        let mut bare = title;
        while let Some(rest) = behind(bare) {
            bare = rest;
        }
        while let Some((_, rest)) = bare.split_once(' ').filter(|(first, _)| is_idle(first)) {
            bare = rest;
        }
        bare
    }

    /// "Define the API", "Sketch a high-level design": what a step is to bring about. "Design goals" are goals.
    fn behind_task<'a>(&self, title: &'a str) -> Option<&'a str> {
        let (task, rest) = title.split_once(' ')?;
        let is_task = self
            .section
            .get("task")
            .is_some_and(|tasks| tasks.words.iter().any(|known| known == task));
        let mut articles = ["the ", "a ", "an ", "our ", "your "].iter();
        match articles.find_map(|article| rest.strip_prefix(article)) {
            Some(named) => (is_task || task == "design").then_some(named),
            None => is_task.then_some(rest),
        }
    }

    fn side(&self, side: &str, title: &str) -> Option<Part> {
        // These say little on one side of an "and": "Capacity estimation & constraints".
        if matches!(
            side,
            "constraints"
                | "assumptions"
                | "scale"
                | "data"
                | "design"
                | "scope"
                | "goals"
                | "features"
                | "numbers"
                | "diagram"
        ) {
            return None;
        }
        let index = self.titles();
        let whole = format!("{side} {}", title.rsplit(' ').next().unwrap_or_default());
        let titled = [side, &whole].into_iter().filter_map(|title| index.exact.get(title));
        let worded = || index.words(side).filter_map(|(_, word)| word.part).max();
        titled.flatten().min().copied().or_else(worded)
    }
}

/// "Functional requirement 2: guests fetch a cloak" is one of them, or how it is met.
fn is_one_requirement(title: &str) -> bool {
    if !title.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let title = normal_title(title);
    let title = title.strip_prefix("non ").unwrap_or(&title);
    let Some((asked, behind)) = title.strip_prefix("functional ").and_then(|rest| rest.split_once(' ')) else {
        return false;
    };
    let number = behind.split([' ', ':']).next().unwrap_or_default();
    matches!(asked.trim_end_matches('.'), "req" | "requirement")
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}
