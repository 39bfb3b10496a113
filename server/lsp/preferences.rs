//! The settings of the editor: what could stand in a `draftsman.toml`, and what only concerns the editor.

use crate::answers::HintKinds;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The section of the editor's settings that is ours.
pub const SECTION: &str = "draftsman";

/// The keys of a `draftsman.toml` that an editor may set for folders without one.
const SETTINGS: [&str; 8] = [
    "notes",
    "designs",
    "ignore",
    "preset",
    "rules",
    "sections",
    "words",
    "technology",
];

/// The keys that only concern the editor.
const SHOWN: [&str; 2] = ["codeLens", "inlayHints"];

/// What a user sets in their editor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    /// What would stand in a `draftsman.toml`.
    pub settings: String,
    /// What is shown.
    pub shown: Shown,
}

/// What is shown beside findings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Shown {
    /// Lines above requirements and the title.
    pub code_lens: bool,
    /// Words between the words.
    pub inlay_hints: HintKinds,
}

impl Default for Shown {
    fn default() -> Shown {
        Shown {
            code_lens: true,
            inlay_hints: HintKinds::default(),
        }
    }
}

impl Preferences {
    /// Finds ours in what an editor sends unasked: our section, or all sections with ours among them. Nothing comes of
    /// settings that are all for others.
    pub fn find(value: &Value) -> Option<Preferences> {
        let is_ours =
            |key: &String| key == SECTION || SETTINGS.contains(&key.as_str()) || SHOWN.contains(&key.as_str());
        Preferences::read(value).filter(|_| value.as_object().is_some_and(|it| it.keys().any(is_ours)))
    }

    /// Reads our section, or all sections with ours among them. Whatever is not ours is passed over.
    pub fn read(value: &Value) -> Option<Preferences> {
        let ours = value.get(SECTION).unwrap_or(value).as_object()?;
        let settings: Map<String, Value> = ours
            .iter()
            .filter(|(key, value)| SETTINGS.contains(&key.as_str()) && !value.is_null())
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let settings = if settings.is_empty() {
            String::new()
        } else {
            toml::to_string(&settings).ok()?
        };
        let shown = serde_json::from_value(Value::Object(ours.clone())).unwrap_or_default();
        Some(Preferences { settings, shown })
    }
}
