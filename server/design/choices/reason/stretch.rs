//! Which words of a sentence belong to which of the technologies in it.

use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::text::Span;

/// What the sentence says of this mention: its own stretch, without what is said of others.
pub fn stretches(places: &Places, index: usize) -> Vec<Span> {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let (members, _) = places.groups[places.lists[index]].clone();
    let first = places.mentions[members.start].words.start.max(sentence.start);
    let last = places.mentions[members.end - 1]
        .words
        .end
        .min(sentence.end)
        .max(mention.words.end);
    let others = places.mentions_in(&sentence);
    let named_before = others
        .clone()
        // "Web Sockets: since users are to be kept up to date, websockets": the same one.
        .rfind(|&other| {
            let same = places.mentions[other].technology == mention.technology;
            other < members.start && places.is_named(other) && !same
        })
        .map(|other| places.mentions[other].words.end)
        .filter(|&end| end <= first);
    let named_after = others
        .filter(|&other| other >= members.end && places.is_named(other))
        .map(|other| places.mentions[other].words.start)
        // "Simpler to run than Kafka": measured against it.
        .find(|&start| !places.between(last.min(start), start).trim_end().ends_with(" than"));
    // Behind the name, up to where the next one begins a stretch of its own.
    let end = match named_after {
        Some(next) if next > last => boundary(places.text(last, next))
            .or_else(|| next_predicate(places, &(last..next)))
            .map_or(sentence.end, |at| last + at),
        _ => sentence.end,
    };
    // "│ REST API │ Security │": the next box of a drawing speaks of something else.
    let end = places.text(last, end.max(last)).find('│').map_or(end, |at| last + at);
    let own_end = end.max(last);
    // Before the name: all of it where none is named before, else from the boundary between the two.
    let start = match named_before {
        Some(before) if before < first => match boundary(places.text(before, first)) {
            Some(at) => before + at,
            None => sentence.start,
        },
        _ => sentence.start,
    };
    let mut stretches = vec![start.min(first)..first, last..own_end];
    if let Some(option) = another_option(places, &(last..own_end)) {
        stretches[1].end = option.start;
        stretches.push(option.end..own_end);
    }
    // "WebSocket (as Fastify has it) for live updates": behind the brackets it goes on.
    if let Some(next) = named_after
        && end < next
        && let Some(open) = places.text(last, next).rfind('(')
        && !places.text(last + open, next).contains(')')
        && let Some(close) = places.text(next, sentence.end).find(')')
    {
        let close = next + close + 1;
        let until = places
            .mentions_in(&(close..sentence.end))
            .find(|&other| places.is_named(other))
            .map_or(sentence.end, |other| places.mentions[other].words.start);
        stretches.push(close..until);
    }
    // "Redis (fast), Kafka (…)": what stands in the brackets behind another name is said of that one.
    if let Some(before) = named_before
        && start <= before
        && places.text(before, first).trim_start().starts_with('(')
        && let Some(close) = places.text(before, first).find(')')
    {
        stretches[0] = before + close..first;
    }
    // "Amazon MQ: a managed STOMP broker": said of what the label names.
    if let Some(before) = named_before
        && start <= before
        && places
            .text(before, first)
            .trim_start_matches(['*', '`', ' '])
            .starts_with(':')
    {
        stretches[0] = first..first;
    }
    // "For high write throughput we use Kafka, and Cassandra …": a purpose at the beginning speaks of all.
    if start > sentence.start && is_purpose(places, &sentence) {
        let until = places
            .mentions_in(&sentence)
            .next()
            .map_or(first, |earliest| places.mentions[earliest].words.start);
        if until > sentence.start {
            stretches.push(sentence.start..until);
        }
    }
    stretches.retain(|stretch| stretch.start < stretch.end);
    stretches
}

/// "Kafka, or an in-memory queue, to …": the other way that would do, which is no word on the one before it.
fn another_option(places: &Places, behind: &Span) -> Option<Span> {
    let said = places.between(behind.start, behind.end);
    let at = said.find("or ").filter(|&at| said[..at].ends_with(' '))?;
    let start = behind.start + at;
    let part = places.mentions_in(&(start..behind.end)).next();
    let part = &places.mentions[part.filter(|&part| !places.is_named(part))?].words;
    let few = |from: usize, to: usize, most: usize| places.between(from, to).split_whitespace().count() <= most;
    (few(behind.start, start, 2) && few(start, part.start, 4)).then_some(start..part.end)
}

/// Where, between two names, what is said of the second begins.
fn boundary(between: &str) -> Option<usize> {
    if let Some(at) = between.find([';', '|', '→']) {
        return Some(at);
    }
    for word in [" while ", " whereas ", " but ", ", and ", " or ", " -> ", "->"] {
        if let Some(at) = between.rfind(word) {
            return Some(at);
        }
    }
    if let Some(at) = second_verb(between) {
        return Some(at);
    }
    let trimmed = between.trim_end();
    // "Redis for speed and a search index (": the part whose product stands in the bracket.
    if let Some(part) = trimmed.strip_suffix('(')
        && let Some(at) = part.rfind(" and ")
        && part[at..].split_whitespace().count() <= 5
        && !part[at..].contains(')')
    {
        return Some(at);
    }
    let tail = [
        "to ", "into ", "in ", "on ", "with ", "via ", "use ", "using ", "the ", "a ", "an ",
    ]
    .iter()
    .fold(trimmed, |rest, word| {
        rest.strip_suffix(word.trim_end()).unwrap_or(rest).trim_end()
    });
    let ends = tail.ends_with([',', '+', '/']) || tail.ends_with(" and") || tail.ends_with(')');
    ends.then(|| {
        tail.rfind([',', '+', '/'])
            .filter(|&at| at + 6 > tail.len())
            .unwrap_or(tail.len() - 3.min(tail.len()))
    })
    .filter(|&at| between.is_char_boundary(at))
}

/// "Flink joins them with parallelism and writes to Redis": where the same subject does the next thing.
fn second_verb(between: &str) -> Option<usize> {
    let at = between.rfind(" and ")?;
    let mut words = between[at + " and ".len()..].split_whitespace();
    let verb = words.next()?;
    let into = words.next_back()?;
    let does = verb.len() > 3 && verb.ends_with('s') && !verb.ends_with("ss");
    (does && matches!(into, "in" | "to" | "into" | "onto") && words.next().is_none()).then_some(at)
}

/// "keeps orders in PostgreSQL, puts pictures into S3": the comma from which on the subject does the next thing.
fn next_predicate(places: &Places, between: &Span) -> Option<usize> {
    let said = places.between(between.start, between.end);
    let comma = said.rfind(", ")?;
    let mut words = said[comma + 1..].split_whitespace();
    let verb = words.next()?;
    let leads = words.next_back()?;
    let reason = places
        .cues(&(between.start + comma..between.end))
        .any(|(cue, _)| matches!(cue, Cue::Because | Cue::Cause));
    let does = verb.len() > 3 && verb.ends_with('s') && !verb.ends_with("ss") && verb != "this";
    let into = matches!(
        leads,
        "in" | "to" | "into" | "on" | "onto" | "via" | "through" | "from" | "with"
    );
    (does && into && !reason).then_some(comma)
}

fn is_purpose(places: &Places, sentence: &Span) -> bool {
    let folded = places.reading.folded(sentence).trim_start();
    ["for ", "to ", "because ", "since ", "given ", "as "]
        .iter()
        .any(|word| folded.starts_with(word))
}
