//! The catalogue of technologies.

use crate::markdown::fold;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

/// Something a design can choose, or a generic part or technique that it can name.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Technology {
    /// As its makers write it.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What sort of thing it is.
    #[serde(default)]
    pub kind: Kind,
    /// The group of things that can take its place: `relational`, `queue`.
    pub category: String,
    /// The concept of the notes that it belongs to.
    #[serde(default)]
    pub concept: String,
    /// What it serves, with the reason in the words of a writer, the strongest first.
    #[serde(default, deserialize_with = "in_order")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub serves: Vec<(String, String)>,
    /// What it costs, in a phrase.
    #[serde(default)]
    pub trade_off: String,
    /// What it must come with.
    #[serde(default)]
    pub safeguards: Vec<String>,
    /// The technology that it is a part or a mode of: who names `Redis Streams` names `Redis`.
    #[serde(default)]
    pub part_of: String,
    /// For names that are also ordinary words: one of these must stand near. Lower case.
    #[serde(default)]
    pub context: Vec<String>,
    /// Names that count only when written in exactly this case.
    #[serde(default)]
    pub exact: Vec<String>,
    /// Which of the names need that context, in exactly this case; all of them where the list is empty.
    #[serde(default)]
    pub in_context: Vec<String>,
}

/// The sorts of things in the catalogue.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something one can run or buy.
    #[default]
    Product,
    /// A protocol or a standard.
    Protocol,
    /// A family of databases: SQL, NoSQL.
    Family,
    /// A generic part without a maker: message queue, load balancer.
    Component,
    /// An algorithm or a pattern.
    Technique,
}

impl Technology {
    /// The name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether `inspect` lists it as a technology (and not as a component).
    pub fn is_named(&self) -> bool {
        matches!(self.kind, Kind::Product | Kind::Protocol | Kind::Family)
    }

    /// Whether `name`, one of its names, counts only with context.
    pub fn needs_context(&self, name: &str) -> bool {
        !self.context.is_empty() && (self.in_context.is_empty() || self.in_context.iter().any(|other| other == name))
    }

    /// The family of databases that it belongs to: `SQL`, `NoSQL`.
    pub fn family(&self) -> Option<&'static str> {
        match self.category.as_str() {
            "relational" | "distributed-sql" => Some("SQL"),
            "nosql" | "document" | "key-value-document" | "multi-model" | "wide-column" => Some("NoSQL"),
            _ => None,
        }
    }

    /// The part of a system that it plays or can play, in one word; its family, for a database.
    pub fn class(&self) -> Option<&'static str> {
        self.family().or(match self.category.as_str() {
            "queue" | "stream" | "pubsub" => Some("messages"),
            "cache" | "key-value-cache" => Some("cache"),
            "blob" => Some("blobs"),
            "cdn" => Some("edge"),
            "load-balancer" => Some("balancer"),
            "api-gateway" => Some("gateway"),
            _ => None,
        })
    }

    /// Whether one could be taken for the job of the other: of one category, family or concept, or both carry messages.
    pub fn can_replace(&self, other: &Technology) -> bool {
        let carries = |technology: &Technology| matches!(technology.category.as_str(), "queue" | "stream" | "pubsub");
        self.category == other.category
            || self.family().is_some() && other.family().is_some()
            || self.concept == other.concept
            || carries(self) && carries(other)
    }

    /// Whether nobody asks why it was chosen: languages, frameworks, tools to run and watch the system, what every client
    /// speaks.
    pub fn needs_no_reason(&self) -> bool {
        const TOOLS: &[&str] = &[
            "language",
            "framework",
            "frontend",
            "runtime",
            "iac",
            "observability",
            "orchestration",
            "compute",
            "crypto",
            "external-service",
            "auth",
            "secrets",
            "security",
            "dns",
            "media",
            "template",
            "web",
        ];
        TOOLS.contains(&self.category.as_str())
    }
}

/// The embedded catalogue with a workspace's own entries; an entry of the same name replaces the embedded one.
pub fn merged(own: Vec<Technology>) -> Vec<Technology> {
    #[derive(Deserialize)]
    struct Catalogue {
        technology: Vec<Technology>,
    }
    // Read by parts: the whole at once takes megabytes that are then held for nothing.
    const PART: usize = 64;
    let text = include_str!("technologies.toml");
    let starts: Vec<usize> = text.match_indices("\n[[technology]]").map(|(at, _)| at).collect();
    let embedded = starts.chunks(PART).enumerate().flat_map(|(part, chunk)| {
        let end = starts.get((part + 1) * PART).copied().unwrap_or(text.len());
        let read: Catalogue =
            toml::from_str(&text[chunk[0]..end]).expect("the embedded catalogue is read by every test");
        read.technology
    });
    let mut all = own;
    let names: Vec<String> = all.iter().map(|technology| fold(&technology.name)).collect();
    all.extend(embedded.filter(|technology| !names.contains(&fold(&technology.name))));
    all.shrink_to_fit();
    all
}

/// A table as pairs in the order in which they are written.
fn in_order<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    struct Pairs;
    impl<'de> Visitor<'de> for Pairs {
        type Value = Vec<(String, String)>;
        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a table of what it serves and why, such as { latency = \"answers from memory\" }")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
    deserializer.deserialize_map(Pairs)
}
