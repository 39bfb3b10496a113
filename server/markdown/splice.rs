//! Reading a text again after an edit: only what stands between two headings around the edit is parsed, all else is
//! taken over. What comes out equals what a whole reading gives; the tests hold it to that.

use super::seam::{Part, Seam, Shift};
use super::{Block, Kind, Outline, Segment};
use crate::text::{self, Span};

/// Reads a text that was another one before.
pub(super) fn read(text: &str, old_text: &str, old: &Outline) -> (Outline, Seam) {
    splice_outline(text, old_text, old).unwrap_or_else(|| {
        let outline = super::read(text);
        let seam = Seam::whole(&outline, text);
        (outline, seam)
    })
}

/// So often the part read anew is widened before the whole text is read.
const ATTEMPTS: usize = 3;

fn splice_outline(text: &str, old_text: &str, old: &Outline) -> Option<(Outline, Seam)> {
    // A definition of a link holds for the whole text.
    if old.has_definitions {
        return None;
    }
    let (gone, _) = text::difference(old_text, text);
    let block = |seam: &usize| &old.blocks[*seam];
    let first = old
        .boundaries
        .partition_point(|seam| block(seam).span.start + usize::from(block(seam).level().unwrap_or(0)) < gone.start)
        .checked_sub(1)
        .map(|at| old.boundaries[at]);
    let begin = first.map_or(0, |first| old.blocks[first].span.start);
    // Whether a first line of dashes opens front matter is told by what stands far behind it.
    let behind_front_matter = old.front_matter.as_ref().is_some_and(|front| front.end < begin);
    if text.starts_with("---") && !behind_front_matter {
        return None;
    }
    let behind = old
        .boundaries
        .partition_point(|seam| block(seam).span.start < gone.end.max(begin + 1));
    for attempt in 0..ATTEMPTS {
        // Ever further away: 0, 1, 5 headings on.
        let last = *old
            .boundaries
            .get(behind + attempt * attempt + attempt.saturating_sub(1))?;
        let heading = &old.blocks[last];
        let at = heading.span.start + text.len() - old_text.len();
        let line_end = text.as_bytes()[at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(text.len(), |end| at + end + 1);
        let part = super::read(&text[begin..line_end]);
        // A heading that has lost its words does not part what stands before from what comes.
        let parts = begin == 0 || part.blocks.first().is_some_and(|first| !first.words.is_empty());
        if part.has_definitions || !parts {
            return None;
        }
        let meets = part.blocks.last().is_some_and(|found| {
            found.span.start + begin == at
                && is_boundary(found, &text[begin..line_end])
                && found.level() == heading.level()
        });
        if meets {
            return Some(join(old, &part, first.unwrap_or(0), last, begin, at));
        }
    }
    None
}

/// Whether nothing that stands before a block reaches into it, and it ends all of that: a heading with a sign, outside
/// of lists and quotes, at the beginning of a line.
pub(super) fn is_boundary(block: &Block, text: &str) -> bool {
    let start = block.span.start;
    matches!(block.kind, Kind::Heading(_))
        && block.depth == 0
        && !block.quote
        && !block.words.is_empty()
        && text[start..].starts_with('#')
        && text[start..].trim_start_matches('#').starts_with(char::is_whitespace)
        && start
            .checked_sub(1)
            .is_none_or(|before| text.as_bytes()[before] == b'\n')
}

/// The parts before and behind of an outline, with what was read anew between them: its last block is the first one
/// behind.
fn join(old: &Outline, part: &Outline, first: usize, last: usize, begin: usize, end: usize) -> (Outline, Seam) {
    let (old_first, old_last) = (&old.blocks[first], &old.blocks[last]);
    let next = &part.blocks[part.blocks.len() - 1];
    let (words, source) = (if begin == 0 { 0 } else { old_first.words.start }, begin);
    let blocks = if begin == 0 { 0 } else { first };
    let group = if begin == 0 { 0 } else { old_first.group };
    let anew_blocks = part.blocks.len() - 1;
    let seam = Seam {
        blocks: Part {
            anew: blocks..blocks + anew_blocks,
            gone: blocks..last,
        },
        words: Part {
            anew: words..words + next.words.start,
            gone: words..old_last.words.start,
        },
        source: Part {
            anew: source..end,
            gone: source..old_last.span.start,
        },
    };
    let cell = |cells: &[Span], at: usize| cells.partition_point(|cell| cell.start < at);
    let (cells, part_cells) = (cell(&old.cells, words), cell(&part.cells, next.words.start));
    let old_cells = cell(&old.cells, old_last.words.start);
    let into = Move {
        words: Shift(words),
        source: Shift(source),
        blocks: Shift(blocks),
        cells: Shift(cells),
        group,
    };
    let behind = Move {
        words: seam.words.behind(),
        source: seam.source.behind(),
        blocks: seam.blocks.behind(),
        cells: Shift::between(old_cells, cells + part_cells),
        group: (group.wrapping_add(next.group)).wrapping_sub(old_last.group),
    };
    let mut outline = Outline {
        words: [
            &old.words[..words],
            &part.words[..next.words.start],
            &old.words[old_last.words.start..],
        ]
        .concat(),
        folded: [
            &old.folded[..words],
            &part.folded[..next.words.start],
            &old.folded[old_last.words.start..],
        ]
        .concat(),
        front_matter: if begin == 0 {
            part.front_matter.clone()
        } else {
            old.front_matter.clone()
        },
        ..Outline::default()
    };
    outline.blocks.reserve(blocks + anew_blocks + old.blocks.len() - last);
    outline.blocks.extend_from_slice(&old.blocks[..blocks]);
    outline
        .blocks
        .extend(part.blocks[..anew_blocks].iter().map(|block| into.block(block)));
    outline
        .blocks
        .extend(old.blocks[last..].iter().map(|block| behind.block(block)));
    let own = |list: &[Span], until: usize, shift: Shift| -> Vec<Span> {
        let mut own: Vec<Span> = list.iter().filter(|span| span.start < until).cloned().collect();
        own.iter_mut().for_each(|span| shift.span(span));
        own
    };
    let in_words = |old: &[Span], part: &[Span]| {
        seam.words.splice(
            old,
            own(part, next.words.start, into.words),
            |span| span.start,
            |span, shift| shift.span(span),
        )
    };
    let in_source = |old: &[Span], part: &[Span]| {
        seam.source.splice(
            old,
            own(part, next.span.start, into.source),
            |span| span.start,
            |span, shift| shift.span(span),
        )
    };
    outline.cells = in_words(&old.cells, &part.cells);
    outline.addresses = in_words(&old.addresses, &part.addresses);
    outline.code = in_words(&old.code, &part.code);
    outline.struck = in_words(&old.struck, &part.struck);
    outline.comments = in_source(&old.comments, &part.comments);
    outline.opaque = in_source(&old.opaque, &part.opaque);
    let anew: Vec<Segment> = part
        .segments
        .iter()
        .filter(|segment| segment.words < next.words.start)
        .map(|segment| into.segment(segment))
        .collect();
    let head = old.segments.partition_point(|segment| segment.words < words);
    let tail = old
        .segments
        .partition_point(|segment| segment.words < old_last.words.start);
    let (anew_length, length) = (anew.len(), head + anew.len());
    outline.by_source = old.by_source[..head].to_vec();
    outline.by_source.extend(
        part.by_source
            .iter()
            .filter(|at| **at < anew_length)
            .map(|at| at + head),
    );
    outline
        .by_source
        .extend(old.by_source[tail..].iter().map(|at| at - tail + length));
    outline.segments = seam.words.splice(
        &old.segments,
        anew,
        |segment| segment.words,
        |segment, _| *segment = behind.segment(segment),
    );
    let before = old.boundaries.iter().copied().filter(|at| *at < blocks);
    let between = part
        .boundaries
        .iter()
        .filter(|at| **at < anew_blocks)
        .map(|at| at + blocks);
    let after = old
        .boundaries
        .iter()
        .filter(|at| **at >= last)
        .map(|at| behind.blocks.at(*at));
    outline.boundaries = before.chain(between).chain(after).collect();
    if let Some(starts) = old.starts.get() {
        let words = &seam.words;
        let starts = starts.after(&old.folded, &words.gone, &outline.folded, &words.anew);
        outline.starts = starts.into();
    }
    (outline, seam)
}

/// How far a part of an outline is moved.
struct Move {
    words: Shift,
    source: Shift,
    blocks: Shift,
    cells: Shift,
    group: u32,
}

impl Move {
    fn block(&self, block: &Block) -> Block {
        let mut moved = block.clone();
        self.source.span(&mut moved.span);
        self.words.span(&mut moved.words);
        self.words.span(&mut moved.lead);
        moved.parent = moved.parent.map(|parent| self.blocks.at(parent));
        moved.end = self.blocks.at(moved.end);
        moved.group = moved.group.wrapping_add(self.group);
        match &mut moved.kind {
            Kind::Row { cells, .. } => self.cells.span(cells),
            Kind::Code { content, .. } => self.source.span(content),
            _ => {}
        }
        moved
    }

    fn segment(&self, segment: &Segment) -> Segment {
        Segment {
            words: self.words.at(segment.words),
            source: self.source.at(segment.source),
            ..*segment
        }
    }
}
