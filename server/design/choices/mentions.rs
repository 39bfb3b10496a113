//! Every place where something of the catalogue is named.

mod context;

mod unread;

use super::Mention;
use crate::design::Reading;
use crate::design::sections::Topic;
use crate::knowledge::{Found, TechnologyId, Term, normal_title};
use crate::markdown::fold;
use crate::text::Span;
use context::{Cloud, cloud, has_context, is_listed, leads_to_other};
use unread::unread;

/// The name of something in the catalogue, which may stand for something else there.
#[derive(Clone, Debug)]
pub struct Named {
    technology: TechnologyId,
    /// Where, in the document.
    span: Span,
    /// Where, in the outline's words.
    words: Span,
    block: usize,
    /// It is no ordinary word.
    certain: bool,
    /// What stands around it tells what it means.
    told: bool,
    /// It is listed beside one that is no ordinary word.
    listed: bool,
}

/// Every name outside code, links and comments.
pub fn named(reading: &Reading) -> Vec<Named> {
    let seam = reading.seam;
    let (source, blocks) = (seam.source.behind(), seam.blocks.behind());
    seam.words.splice(
        reading.before.map_or(&[], |before| &before.kept.named),
        named_anew(reading),
        |named| named.words.start,
        |named, shift| {
            shift.span(&mut named.words);
            source.span(&mut named.span);
            named.block = blocks.at(named.block);
        },
    )
}

fn named_anew(reading: &Reading) -> Vec<Named> {
    let blocks = &reading.outline.blocks;
    let technologies = &reading.knowledge.technologies;
    let mut found: Vec<Named> = Vec::new();
    let mut block = reading.seam.blocks.anew.start;
    for hit in reading.hits_in(&reading.seam.words.anew) {
        let (technology, certain) = match hit.found {
            Found::Term(Term::Technology(id)) => (id, true),
            Found::InContext(id) => (id, false),
            _ => continue,
        };
        while block + 1 < blocks.len() && blocks[block + 1].words.start <= hit.span.start {
            block += 1;
        }
        let known = &technologies[technology];
        let written = &reading.outline.words[hit.span.clone()];
        // An ordinary word in the plural is an ordinary word.
        let other = !certain && !known.names().any(|name| name == written);
        let verb = known.kind == crate::knowledge::Kind::Component && is_a_verb(reading, &hit.span, block);
        if hit.span.start > blocks[block].words.end
            || other
            || verb
            || is_an_adjective(reading, &hit.span, block)
            || is_part_of_another_name(reading, &hit.span)
            || is_in_path(reading, &hit.span)
        {
            continue;
        }
        found.push(Named {
            technology,
            span: reading.outline.source(&hit.span),
            words: hit.span.clone(),
            block,
            certain,
            told: !certain && has_context(reading, &hit.span, block, technology),
            listed: false,
        });
    }
    let code = in_code(reading);
    if !code.is_empty() {
        found.extend(code);
        found.sort_by_key(|named| named.words.start);
    }
    for index in 0..found.len() {
        found[index].listed = !found[index].certain && is_listed(reading, &found, index);
    }
    found
}

/// "Sessions are kept in `Redis`": inline code that is a name and nothing more, as its makers write it.
fn in_code(reading: &Reading) -> Vec<Named> {
    let outline = &reading.outline;
    let anew = &reading.seam.words.anew;
    let first = outline.code.partition_point(|words| words.start < anew.start);
    let code = outline.code[first..].iter().take_while(|words| words.end <= anew.end);
    code.filter_map(|words| {
        let written = &outline.words[words.clone()];
        // "`PostgreSQL 16`".
        let name = written.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | ' '));
        let name = [written, name].into_iter().find(|name| is_spelled(reading, name))?;
        let technology = reading.knowledge.technology(name)?;
        let block = outline.block_at(words.start)?;
        let words = words.start..words.start + name.len();
        let known = &reading.knowledge.technologies[technology];
        let certain = !known.needs_context(name);
        Some(Named {
            technology,
            span: outline.source(&words),
            block,
            certain,
            told: !certain && has_context(reading, &words, block, technology),
            listed: false,
            words,
        })
    })
    .collect()
}

/// Whether code spells a product or a protocol, letter for letter. In lower case it may be a key or a package.
fn is_spelled(reading: &Reading, name: &str) -> bool {
    reading.knowledge.technology(name).is_some_and(|technology| {
        let known = &reading.knowledge.technologies[technology];
        let capital = name.contains(|c: char| c.is_uppercase());
        known.is_named() && known.names().any(|other| other == name) && (capital || known.name == name)
    })
}

/// Every technology, component and technique that is named, lists of what to read aside.
pub fn mentions(reading: &Reading, topics: &[Topic], all: &[Named]) -> Vec<Mention> {
    let unread = unread(reading);
    let designed = designed(reading, topics);
    let is_designed = |named: &Named| {
        let mut whole = designed
            .iter()
            .filter(|(_, technology)| *technology == named.technology);
        whole.any(|(topic, _)| topic.blocks.contains(&named.block) || topic.heading.contains(&named.span.start))
    };
    let read = |named: &&Named| !unread[named.block] && !is_designed(named);
    let technologies = &reading.knowledge.technologies;
    let mut sure = vec![false; technologies.len()];
    for named in all.iter().filter(read) {
        // Told by its context once, a name that is seldom anything else counts everywhere.
        let seldom = || named.words.len() > 4 && !technologies[named.technology].needs_no_reason();
        if named.certain || (named.told && seldom()) {
            sure[named.technology] = true;
        }
    }
    let mut certain = vec![false; technologies.len()];
    let mut clouds = [0; Cloud::COUNT];
    for named in all.iter().filter(|named| named.certain && read(named)) {
        if !certain[named.technology]
            && let Some(cloud) = cloud(&technologies[named.technology])
        {
            clouds[cloud as usize] += 1;
        }
        certain[named.technology] = true;
    }
    // Where three others of its cloud are named, "Lambda" and "Glacier" are of that cloud too.
    let at_home = |named: &Named| {
        let technology = &technologies[named.technology];
        !named.certain && cloud(technology).is_some_and(|cloud| clouds[cloud as usize] >= 3)
    };
    // "Snowflake" is a way to make ids where "Snowflake ID" stands too, or "ID generator" before it, and no warehouse.
    let meant_otherwise = |own: &Named, other: Option<&Named>| {
        let other = other.filter(|other| other.words == own.words && !own.certain);
        other.is_some_and(|other| match (certain[own.technology], certain[other.technology]) {
            (false, false) => leads_to_other(reading, &own.words, own.technology, other.technology),
            (own, other) => other && !own,
        })
    };
    let mut mentions = Vec::with_capacity(all.len());
    for (at, named) in all.iter().enumerate().filter(|(_, named)| read(named)) {
        let &Named { technology, block, .. } = named;
        let before = at.checked_sub(1).map(|before| &all[before]);
        if !(named.told || named.listed || sure[technology] || at_home(named))
            || meant_otherwise(named, before)
            || meant_otherwise(named, all.get(at + 1))
        {
            continue;
        }
        let part_of = &technologies[technology].part_of;
        // "Redis Streams" names Redis too, in the word that says so.
        if !part_of.is_empty()
            && let Some(at) = reading.folded(&named.words).find(&fold(part_of))
            && let Some(whole) = reading.knowledge.technology(part_of)
        {
            let words = named.words.start + at..named.words.start + at + part_of.len();
            mentions.push(Mention {
                technology: whole,
                span: reading.outline.source(&words),
                words,
                block,
            });
        }
        mentions.push(Mention {
            technology,
            span: named.span.clone(),
            words: named.words.clone(),
            block,
        });
    }
    mentions.sort_by_key(|mention| mention.words.start);
    mentions
}

/// The designs whose title names nothing but a product: "Design Stripe". It is what is designed there, and no choice.
fn designed<'a>(reading: &Reading, topics: &'a [Topic]) -> Vec<(&'a Topic, TechnologyId)> {
    const MEANS: [&str; 6] = ["with", "on", "in", "by", "using", "for"];
    let generic = reading.knowledge.gate("generic");
    let is_generic = |word: &&str| *word == "clone" || generic.iter().any(|known| known == word);
    // "Design Dropbox (/Google Drive)": each of them.
    let parts = topics
        .iter()
        .flat_map(|topic| topic.title.split(['/', '(', ',', ')']).map(move |part| (topic, part)));
    let named = parts.filter_map(|(topic, part)| {
        let title = normal_title(part);
        let words = title
            .split(' ')
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let first = words.iter().position(|word| !is_generic(word))?;
        let last = words.iter().rposition(|word| !is_generic(word))?;
        let is_means = words[..first].last().is_some_and(|word| MEANS.contains(word));
        let technology = reading.knowledge.technology(&words[first..=last].join(" "))?;
        (!is_means).then_some((topic, technology))
    });
    named.collect()
}

/// `redis-py`, `kafka-python` and `S3[Shortener]` name something else, and `c*58` is a product of numbers.
fn is_part_of_another_name(reading: &Reading, words: &Span) -> bool {
    const PACKAGES: &[&str] = &[
        "py", "js", "rs", "rb", "go", "cli", "python", "node", "java", "client", "ui", "exporter", "operator",
    ];
    let rest = &reading.outline.words[words.end..];
    let package = rest.strip_prefix(['-', '_']).is_some_and(|rest| {
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        PACKAGES.contains(&&rest[..length])
    });
    let signed = reading.outline.words[words.clone()].ends_with('*');
    let product = signed && rest.starts_with(|c: char| c.is_alphanumeric());
    let node = rest.starts_with('[') && rest[1..].starts_with(|c: char| c.is_alphabetic());
    package || product || node || rest.starts_with("((")
}

/// `POST /queue/join`, `/rides/{id}/stream`: what the interface calls its resources.
fn is_in_path(reading: &Reading, words: &Span) -> bool {
    // No path is longer; the bound keeps a line without blanks linear.
    const LONGEST: usize = 120;
    let text = &reading.outline.words;
    let from = text.floor_char_boundary(words.start.saturating_sub(LONGEST));
    let before = text[from..words.start].trim_end_matches(|c: char| !c.is_whitespace() && c != '`');
    let path = &text[from + before.len()..words.end];
    if !path.starts_with('/') {
        return false;
    }
    let to = text.floor_char_boundary((words.end + LONGEST).min(text.len()));
    let rest = text[words.end..to]
        .split(|c: char| c.is_whitespace() || c == '`')
        .next();
    let goes_on = |part: &str| part.contains(['/', '{', ':', '?']);
    let method = before
        .trim_end_matches([' ', '`'])
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    goes_on(&path[1..])
        || rest.is_some_and(goes_on)
        || matches!(method, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD")
}

/// "How to stream a film", "users can queue songs": what is done, and no part that does it.
fn is_a_verb(reading: &Reading, words: &Span, block: usize) -> bool {
    let before = before(reading, words, block).trim_end_matches(' ');
    ["how to", "able to", "want to", "wants to", "can"].iter().any(|verb| {
        before
            .strip_suffix(verb)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// "relational data", "non-relational", "SQL injection": the word describes and names no family of databases.
fn is_an_adjective(reading: &Reading, words: &Span, block: usize) -> bool {
    let rest = &reading.outline.folded[words.end..];
    match reading.folded(words) {
        // "Elastic scale": what it is like.
        "elastic" if rest.starts_with([' ', '\n']) => {
            const NAMED: &[&str] = &["stack", "cloud", "search", "index", "cluster", "apm", "agent", "for "];
            let next = rest.trim_start();
            let goes_on = next.starts_with(|c: char| c.is_alphabetic());
            if goes_on && !NAMED.iter().any(|word| next.starts_with(word)) {
                return !matches!(
                    next.split_whitespace().next(),
                    Some("is" | "and" | "or" | "to" | "with" | "which")
                );
            }
        }
        "sql" | "no sql" if rest.starts_with(" injection") => return true,
        // "SQL parsing": the language.
        "sql"
            if [" pars", " grammar", " linter"]
                .iter()
                .any(|word| rest.starts_with(word)) =>
        {
            return true;
        }
        // "HTTP-only cookies".
        "http"
            if rest
                .strip_prefix(['-', ' '])
                .is_some_and(|rest| rest.starts_with("only")) =>
        {
            return true;
        }
        // "No SQL joins are needed": two words, and none of them a name.
        "no sql"
            if [" join", " quer", " transaction", " schema"]
                .iter()
                .any(|word| rest.starts_with(word)) =>
        {
            return true;
        }
        _ => {}
    }
    if reading.folded(words) != "relational" {
        return false;
    }
    const DATA: &[&str] = &[
        "data",
        "model",
        "schema",
        "quer",
        "integrity",
        "nature",
        "mapping",
        "structure",
        "algebra",
    ];
    let rest = reading.outline.folded[words.end..].trim_start();
    let before = before(reading, words, block).trim_end();
    (DATA.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("data store") && !rest.starts_with("database"))
        || before.ends_with("non")
        || (["is", "are", "highly", "mostly", "very"]
            .iter()
            .any(|word| before.ends_with(&format!(" {word}")))
            && !["data", "db", "store"].iter().any(|word| rest.starts_with(word)))
}

/// The folded words before others; a heading is never read on from what stands before it.
fn before<'a>(reading: &Reading<'a>, words: &Span, block: usize) -> &'a str {
    let block = &reading.outline.blocks[block];
    let start = if block.level().is_some() { block.words.start } else { 0 };
    &reading.outline.folded[start..words.start]
}
