//! Phones and cards: runs of numbers, in digits and in words.

use std::ops::Range;

use super::{
    ContactKind, Found,
    fold::Folded,
    names::pattern,
    spelled::{self, Growing},
};
use crate::kernel::card::CardNumber;

// Dates and addresses of machines: they end a run.
pattern!(
    FIXED,
    r"\b(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d\b",
    r"|\b(?:0?[1-9]|[12]\d|3[01])(?:\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d|/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|-(?:0?[1-9]|1[0-2])-(?:19|20)\d\d)\b",
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b",
);
pattern!(
    ADDRESS,
    r"\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b"
);
// More digits of the same number next to an address.
pattern!(GOES_ON, r"^[ .()\-_]{1,3}\d");
pattern!(WENT_BEFORE, r"\d[ .()\-_]{1,3}$");
// What names a number that is no phone.
pattern!(
    LABEL,
    r"(?:\be?-?issn|\bisbn|\bинн|\bогрн(?:ип)?|\bкпп|\bбик|\bснилс|\bокпо|\bокато|\bоктмо|\bкбк|\bудк|\bббк|\budk|\bbbk|\bгост(?:\s?р)?|\bgost|\biso|\bстир|\bstir|\binn|\bpmid|\barxiv|\bdoi|\bmhm|\bid|\bр/с|\bк/с|\bто'?lov|\bшифр|\bартикул|\bкадастровый номер)[\s:№.\-]*$"
);
// What announces a phone, with a few words between.
pattern!(
    ANNOUNCED,
    r"(?:\bтел|\bтелефон\w*|\b(?:по|пере)?звон\w*|\bнабер\w*|\bмобил\w*|\bсмс|\bмой номер|\bномер(?:ок)? телефона|\bмоб|в[оа]т?[сц]\s?[аэ]пп?\w*|\bвайбер\w*|\bтелеграмм?\w*|\bтг|\bcall(?: me)?|\bphone|\btel|\btelefon\w*|\bqo'ng'iroq\w*|\braqamim\w*|\bmy number|\bsms|\bwhat'?s\s?app\w*|\bviber\w*|\btelegram\w*)[\s:.,\-(]{1,3}(?:[\p{L}']+[\s:.,\-]{1,3}){0,3}$"
);
// What makes a number a sum or a quantity.
pattern!(
    UNIT,
    r"^\s?(?:₽|\$|€|%|°|руб|р\.|р\b|коп|сум|so'm|som\b|uzs|usd|eur|rub|долл|тенге|млн|млрд|трлн|тыс|mln|mlrd|ming\b|million|billion|чел|шт|экз|кг|г\b|тонн|т\b|км|м\b|м²|га\b|people|kishi|dona|nafar|kg|tonn|km|inhabit|жител|населен|бит|байт|bit|byte|знак|символ|слов|стр|с\.)"
);
// Ten to some power behind a number, or a sign of equality before it: physics.
pattern!(POWER, r"^\s?(?:[·⋅×*^]|[xх]\s?10|e[+\-]?\d)");
pattern!(EQUALS, r"[=≈~<>≤≥*/^]\s?$");

/// Groups of digits in which phones are written, without the separators.
const LANDLINE: [&[usize]; 7] = [
    &[1, 3, 3, 2, 2],
    &[1, 3, 3, 4],
    &[1, 3, 7],
    &[1, 10],
    &[11],
    &[1, 4, 2, 2, 2],
    &[4, 3, 2, 2],
];
const RUSSIAN: [&[usize]; 5] = [&[3, 3, 2, 2], &[3, 3, 4], &[3, 7], &[3, 2, 2, 3], &[10]];
const UZBEK: [&[usize]; 5] = [&[2, 3, 2, 2], &[2, 3, 4], &[2, 7], &[5, 2, 2], &[9]];
/// First digits of numbers in Uzbekistan, without the code of the country.
const UZBEK_CODES: [&str; 18] = [
    "20", "33", "50", "55", "70", "71", "74", "77", "78", "88", "90", "91", "93", "94", "95", "97",
    "98", "99",
];
/// Other countries whose codes are usual here.
const COUNTRIES: [&str; 9] = [
    "992", "993", "994", "995", "996", "374", "375", "380", "373",
];
const CARD: [&[usize]; 5] = [
    &[4, 4, 4, 4],
    &[16],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 3],
    &[8, 8],
];
/// Numbers that are known for something else.
const KNOWN: [&str; 8] = [
    "998244353",
    "987654321",
    "999999999",
    "9876543210",
    "9999999999",
    "9875517873",
    "9875517923",
    "9460730472",
];
/// So many groups a phone or a card has at most.
const LONGEST: usize = 19;

/// A number of a run.
#[derive(Clone, Debug)]
struct Group {
    at: Range<usize>,
    digits: String,
    is_spelled: bool,
}

/// Numbers with nothing but separators between them.
struct Run<'r> {
    groups: &'r [Group],
    /// What stands between them, one fewer than groups.
    gaps: Vec<&'r str>,
    before: &'r str,
    after: &'r str,
    /// A plus, as a sign or as a word.
    has_plus: bool,
}

/// Phones and cards outside of the links that stay.
pub(super) fn find(folded: &Folded<'_>, cited: &[Range<usize>]) -> Vec<Found> {
    let mut fixed: Vec<_> = FIXED
        .find_iter(&folded.text)
        .map(|one| one.range())
        .filter(|one| !folded.before(one.start).ends_with('+'))
        .collect();
    // 8.91.61.23 is a part of a phone when more digits stand beside it.
    let addresses = ADDRESS.find_iter(&folded.text).map(|one| one.range());
    fixed.extend(addresses.filter(|one| {
        let before = ending(folded.before(one.start));
        !before.ends_with(['+', '.'])
            && !WENT_BEFORE.is_match(before)
            && !GOES_ON.is_match(folded.after(one.end))
    }));
    fixed.extend_from_slice(cited);
    let groups = groups(&folded.text, &fixed);
    let mut found = Vec::new();
    let mut rest = groups.as_slice();
    while !rest.is_empty() {
        let len = 1 + rest
            .windows(2)
            .take_while(|pair| match pair {
                [left, right] => folded
                    .text
                    .get(left.at.end..right.at.start)
                    .is_some_and(|gap| joins(gap, left, right)),
                _ => false,
            })
            .count();
        let (run, others) = rest.split_at(len.min(rest.len()));
        rest = others;
        search(folded, run, &mut found);
    }
    found
}

/// Whether what stands between two numbers makes them one.
fn joins(gap: &str, left: &Group, right: &Group) -> bool {
    let is_short = gap.chars().count() <= 3;
    // "8, 9, 1, 6": a list of single digits, or of words.
    let is_list = (left.is_spelled && right.is_spelled)
        || (left.digits.len() == 1 && right.digits.len() == 1);
    let is_comma = gap == "," || (is_list && matches!(gap, ", " | " , "));
    (is_short || gap.trim().is_empty() && gap.len() <= 8 && !gap.contains('\n'))
        && (is_comma
            || gap.chars().all(|sign| {
                matches!(
                    sign,
                    ' ' | '-' | '.' | '(' | ')' | '/' | '_' | '*' | '~' | '|'
                )
            }))
}

/// All numbers of a text, in digits and in words.
fn groups(text: &str, fixed: &[Range<usize>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut growing: Option<(Range<usize>, Growing)> = None;
    for token in tokens(text) {
        let word = text.get(token.clone()).unwrap_or_default();
        if let Some(number) = spelled::read(word) {
            if let Some((at, grown)) = &mut growing
                && matches!(text.get(at.end..token.start), Some(" " | "-"))
                && grown.takes(number)
            {
                at.end = token.end;
                continue;
            }
            groups.extend(growing.take().map(grown));
            growing = Some((token, Growing::new(number)));
            continue;
        }
        groups.extend(growing.take().map(grown));
        let digits = digits(word);
        let is_fixed = fixed
            .iter()
            .any(|one| one.start < token.end && token.start < one.end);
        if !digits.is_empty() && !is_fixed {
            groups.push(Group {
                at: token,
                digits,
                is_spelled: false,
            });
        }
    }
    groups.extend(growing.take().map(grown));
    groups
}

fn grown((at, number): (Range<usize>, Growing)) -> Group {
    Group {
        at,
        digits: number.digits(),
        is_spelled: true,
    }
}

/// Words and numbers: letters with apostrophes, or digits.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.find(char::is_alphanumeric)?;
        let rest = text.get(start..)?;
        let is_number = rest.starts_with(|sign: char| sign.is_ascii_digit());
        let mut end = start;
        let mut letters = rest.chars().peekable();
        let mut last = ' ';
        while let Some(letter) = letters.next() {
            let belongs = if is_number {
                letter.is_ascii_digit()
                    // "8916l2З4567": a letter that stands for a digit, between digits.
                    || (stand_in(letter).is_some()
                        && last.is_ascii_digit()
                        && letters.peek().is_some_and(char::is_ascii_digit))
            } else {
                letter == '\'' || (letter.is_alphanumeric() && !letter.is_ascii_digit())
            };
            if !belongs {
                break;
            }
            last = letter;
            end += letter.len_utf8();
        }
        // A letter that is neither, such as a digit of a script that is not folded.
        if end == start {
            end += rest.chars().next()?.len_utf8();
        }
        from = end;
        Some(start..end)
    })
}

fn digits(word: &str) -> String {
    if !word.starts_with(|sign: char| sign.is_ascii_digit()) {
        return String::new();
    }
    word.chars()
        .filter_map(|letter| {
            if letter.is_ascii_digit() {
                Some(letter)
            } else {
                stand_in(letter)
            }
        })
        .collect()
}

const fn stand_in(letter: char) -> Option<char> {
    match letter {
        'o' | 'о' => Some('0'),
        'l' | 'i' | '|' => Some('1'),
        'з' => Some('3'),
        'б' => Some('6'),
        _ => None,
    }
}

/// Looks for phones and cards in a run, the longest first.
fn search(folded: &Folded<'_>, run: &[Group], found: &mut Vec<Found>) {
    let mut start = 0;
    while start < run.len() {
        let longest = (run.len() - start).min(LONGEST);
        let hit = (1..=longest).rev().find_map(|len| {
            let groups = run.get(start..start + len)?;
            let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
            if !(7..=19).contains(&digits) {
                return None;
            }
            let is_whole = len == run.len();
            let (first, last) = (groups.first()?, groups.last()?);
            let plus = plus(folded.before(first.at.start));
            let begins = plus.unwrap_or(first.at.start);
            let candidate = Run {
                groups,
                gaps: groups
                    .windows(2)
                    .filter_map(|pair| match pair {
                        [left, right] => folded.text.get(left.at.end..right.at.start),
                        _ => None,
                    })
                    .collect(),
                before: ending(folded.before(begins)),
                after: folded.after(last.at.end),
                has_plus: plus.is_some(),
            };
            let kind = candidate.kind(is_whole)?;
            let at = opened(folded.before(begins)).unwrap_or(begins)..last.at.end;
            Some((Found { at, kind }, len))
        });
        match hit {
            Some((one, len)) => {
                found.push(one);
                start += len;
            }
            None => start += 1,
        }
    }
}

/// Where a plus begins that stands right before a number, as a sign or as a word.
fn plus(before: &str) -> Option<usize> {
    let bare = before.trim_end_matches(['(', ' ']);
    if let Some(rest) = bare.strip_suffix('+') {
        // "a+7", "a + 7": a sum.
        let is_near = bare.len() == before.trim_end_matches('(').len();
        let left = if is_near { rest } else { rest.trim_end() };
        let is_sum = left.ends_with(|sign: char| sign.is_alphanumeric() || sign == ')');
        return (!is_sum).then_some(rest.len());
    }
    ["плюс", "plus"].into_iter().find_map(|word| {
        let rest = bare.strip_suffix(word)?;
        rest.chars()
            .next_back()
            .is_none_or(|sign| !sign.is_alphanumeric())
            .then_some(rest.len())
    })
}

/// The last words of what stands before a number: nothing farther away tells what it is.
fn ending(before: &str) -> &str {
    let start = before.char_indices().rev().nth(79).map_or(0, |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

/// Where a bracket opens right before a number.
fn opened(before: &str) -> Option<usize> {
    before.strip_suffix('(').map(str::len)
}

impl Run<'_> {
    fn kind(&self, is_whole: bool) -> Option<ContactKind> {
        let digits: String = self
            .groups
            .iter()
            .map(|group| group.digits.as_str())
            .collect();
        let lens: Vec<_> = self.groups.iter().map(|group| group.digits.len()).collect();
        let is_single = lens.iter().all(|len| *len == 1);
        let is_spelled = self.groups.iter().any(|group| group.is_spelled);
        if (13..=19).contains(&digits.len())
            && (is_whole || is_single || is_spelled || CARD.contains(&lens.as_slice()))
            && !self.is_progression()
            && CardNumber::parse(&digits).is_ok()
        {
            return Some(ContactKind::Card);
        }
        self.is_phone(&digits, &lens, is_whole, is_single, is_spelled)
            .then_some(ContactKind::Phone)
    }

    fn is_phone(
        &self,
        digits: &str,
        lens: &[usize],
        is_whole: bool,
        is_single: bool,
        is_spelled: bool,
    ) -> bool {
        let count = digits.len();
        if !(7..=15).contains(&count) || self.is_progression() || KNOWN.contains(&digits) {
            return false;
        }
        // With a sign before it, +7.9161234567 is a phone rather than a number.
        let is_mobile = count == 11 && digits.starts_with("79");
        if self.has_plus && count >= 9 && (is_mobile || !self.is_decimal()) {
            return true;
        }
        if LABEL.is_match(self.before) {
            return false;
        }
        if is_whole && ANNOUNCED.is_match(self.before) && !self.is_quantity() {
            return true;
        }
        if self.is_decimal() || self.is_quantity() {
            return false;
        }
        // Any grouping is a disguise, when the whole run is the number; among other numbers only the
        // usual ones are.
        let is_free = is_whole || is_single || is_spelled;
        let second = digits.chars().nth(1);
        match count {
            11 if digits.starts_with(['7', '8']) && second == Some('9') => {
                is_free || LANDLINE.contains(&lens) || lens == [1, 3, 2, 2, 3]
            }
            11 if digits.starts_with(['7', '8']) && matches!(second, Some('3' | '4' | '8')) => {
                is_spelled || (is_whole && is_single) || LANDLINE.contains(&lens)
            }
            12 if digits.starts_with("998") => {
                is_free
                    || matches!(
                        lens,
                        [3, 2, 3, 2, 2] | [3, 2, 3, 4] | [3, 9] | [12] | [5, 3, 2, 2]
                    )
            }
            12 if COUNTRIES.iter().any(|code| digits.starts_with(code)) => {
                is_spelled || matches!(lens, [3, 2, 3, 2, 2] | [3, 3, 3, 3] | [3, 9] | [12])
            }
            10 if digits.starts_with('9') => {
                is_whole && !digits.ends_with("000") && (is_spelled || RUSSIAN.contains(&lens))
            }
            9 if UZBEK_CODES.iter().any(|code| digits.starts_with(code)) => {
                is_whole && !digits.ends_with("000") && (is_spelled || UZBEK.contains(&lens))
            }
            _ => false,
        }
    }

    /// 1 2 3 4, 2019 2020 2021 2022: numbers that count.
    fn is_progression(&self) -> bool {
        let numbers: Vec<i64> = self
            .groups
            .iter()
            .filter_map(|group| group.digits.parse().ok())
            .collect();
        let mut steps = numbers.windows(2).map(|pair| match pair {
            [left, right] => right - left,
            _ => 0,
        });
        let first = steps.next();
        numbers.len() >= 4 && steps.all(|step| Some(step) == first && step != 0)
    }

    /// 8.9875517923, 0,4839482748: one number with a point.
    fn is_decimal(&self) -> bool {
        let lens: Vec<_> = self.groups.iter().map(|group| group.digits.len()).collect();
        let is_pointed = matches!(self.gaps.as_slice(), ["." | ","]);
        is_pointed && matches!(lens.as_slice(), [1..=3, behind] if *behind >= 3)
            || POWER.is_match(self.after)
            || EQUALS.is_match(self.before)
    }

    /// 79 161 234 567 сум: in thousands, and of something.
    fn is_quantity(&self) -> bool {
        let lens: Vec<_> = self.groups.iter().map(|group| group.digits.len()).collect();
        let in_thousands = match lens.as_slice() {
            [first, rest @ ..] => {
                *first <= 3 && !rest.is_empty() && rest.iter().all(|len| *len == 3)
            }
            [] => false,
        };
        let is_even = self.gaps.iter().all(|gap| matches!(*gap, " " | "," | "."));
        let is_round = self
            .groups
            .last()
            .is_some_and(|group| group.digits == "000");
        (in_thousands && is_even && (is_round || lens.len() == 3)) || UNIT.is_match(self.after)
    }
}
