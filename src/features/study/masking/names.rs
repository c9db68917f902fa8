//! E-mails, links, @names and names at messengers.

use std::ops::Range;

use super::{
    ContactKind, Found,
    fold::Folded,
    known::{
        ANNOTATIONS, CODE, DOUBTFUL_ZONES, NEW_ZONES, ORDINARY, PACKAGES, SCHOLARLY, SHORT_HOSTS,
        ZONES,
    },
};

/// A pattern. Whether it is one does not depend on the text, and every test of `mask` compiles them all.
macro_rules! pattern {
    ($name:ident, $($part:expr),+ $(,)?) => {
        static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            regex::Regex::new(concat!($($part),+)).expect("a pattern of ours")
        });
    };
}
pub(super) use pattern;

pattern!(
    EMAIL,
    r"[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)*\.\p{L}[\p{L}\p{N}\-]+"
);
// "ivan [at] mail (dot) ru", "иван собака мейл точка ру", "ivan kuchukcha mail nuqta ru".
pattern!(
    SPELLED_EMAIL,
    r"[\p{L}\p{N}_%+\-]+(?:\s*(?:\.|\s(?:точка|dot|nuqta|тире)\s)\s*[\p{L}\p{N}_]+)*\s*",
    r"(?:@|[(\[{<]\s*(?:at|эт|собака|собачка)\s*[)\]}>]|\b(?:at|эт|собака|собачка|собакой|kuchukcha|kuchuk)\b)\s*",
    r"[\p{L}\p{N}\-]+\s*(?:[(\[{]\s*(?:\.|dot|точка|nuqta)\s*[)\]}]|\b(?:dot|точка|nuqta)\b)\s*",
    r"(?:ru|ру|com|ком|uz|уз|net|org|рф|su|kz)\b"
);
// Where the provider says it all, the point may be missing or plain.
pattern!(
    PROVIDER_EMAIL,
    r"[\p{L}\p{N}._%+\-]+\s*",
    r"(?:@|[(\[{<]\s*(?:at|эт|собака|собачка)\s*[)\]}>]|\b(?:собака|собачка|собакой|kuchukcha|kuchuk)\b|\bat\s+(?:[a-z]+\s*\.\s*(?:com|ru|uz)\b)?)\s*",
    r"(?:gmail|гмейл|джимейл|mail|мейл|мэйл|майл|yandex|яндекс|inbox|icloud|outlook|hotmail|rambler|рамблер|yahoo|umail)\b",
    r"(?:\s*[. ]\s*(?:ru|ру|com|ком|uz|уз|net)\b)?"
);
pattern!(SCHEME, r"\b(?:h(?:tt|xx)ps?|ftp|tg)\s?:\s?/\s?/\s?\S+");
pattern!(
    DOMAIN,
    r"(?:www\s?\.\s?)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}_\-]*[\p{L}\p{N}])?\.)+\p{L}{2,15}(?::\d+)?(?:/\S*)?"
);
// "t . me / nick", "t,me/nick", "tme/nick", "т.ме".
pattern!(
    SPACED_TME,
    r"\b[tт]\s{0,2}(?:[.,]\s{0,2}(?:me|ме|мe|mе)\b(?:\s{0,2}[/\\]\s{0,2}[\w+\-]+)?|\s?(?:me|ме)\s?/\s?\w+)"
);
// "site точка ру", "t dot me slash nick".
pattern!(
    SPELLED_DOMAIN,
    r"[\p{L}\p{N}\-]+\s*(?:[(\[{]\s*(?:точка|dot|nuqta)\s*[)\]}]|\b(?:точка|dot|nuqta)\b)\s*",
    r"(?:ru|ру|com|ком|uz|уз|net|org|рф|me|ми|ме)\b(?:\s*(?:/|\b(?:слэш|слеш|slash)\b)\s*[\w.\-]+)?"
);
pattern!(DOI, r"\b10\.\d{4,9}/\S+");
pattern!(HANDLE, r"@([a-z][a-z0-9_.]{3,31})");
// With a gap or in words only what cannot be an ordinary word.
pattern!(
    LOOSE_HANDLE,
    r"(?:@\s+|\b(?:собака|собачка|kuchukcha)\s+)[a-z][a-z0-9]*[0-9_][a-z0-9_]+"
);
pattern!(
    MESSENGER,
    r"\b(телег[аеуи]|телегой|телеграмм?\w{0,4}|тг|инст[ауые]|инстой|инстаграмм?\w{0,3}|в[оа]т?[сц]\s?[аэ]пп?\w{0,2}|вайбер\w{0,2}|дискорд\w{0,2}|скайп\w{0,2}|фейсбук\w{0,2}|вк|вконтакте|имо|тикток\w{0,2}|ник|никнейм|юзернейм",
    r"|telegram\w{0,6}|tg|insta\w{0,12}|what'?s\s?app\w{0,4}|v[ao]ts[ae]p\w{0,4}|viber\w{0,4}|discord\w{0,4}|skype\w{0,4}|facebook\w{0,4}|vk|vkontakte|imo|wechat|tiktok\w{0,4}|snapchat|nickname|nikim|username)\b",
    r"((?:\s+(?:мой|моя|мне|ник|никнейм|аккаунт|профиль|номер|это|я|под|по|пиши|пишите|id|is|my|me|nick|nickname|username|account|nikim|akkauntim|profilim)\b)*)",
    r"\s*([:=>]|->|-)?\s*",
    r"([a-z0-9][a-z0-9_.]{3,31})"
);
pattern!(
    HIDDEN_PHONE,
    r"(?:(?:\+|%2b)\d{9,}|(?:^|\D)(?:[78]9\d{9}|998\d{9})(?:\D|$))"
);

/// Contacts by name, and the links to the literature that stay: their numbers are no phones.
pub(super) fn find(folded: &Folded<'_>) -> (Vec<Found>, Vec<Range<usize>>) {
    let text = folded.text.as_str();
    let mut found = Vec::new();
    let mut cited = Vec::new();
    for pattern in [&EMAIL, &SPELLED_EMAIL, &PROVIDER_EMAIL] {
        found.extend(pattern.find_iter(text).map(|one| Found {
            at: one.range(),
            kind: ContactKind::Email,
        }));
    }
    for one in SCHEME.find_iter(text).chain(DOMAIN.find_iter(text)) {
        let at = one.start()..one.start() + trimmed(one.as_str()).len();
        match verdict(folded, &at) {
            Verdict::Contact(at) => found.push(Found {
                at,
                kind: ContactKind::Link,
            }),
            Verdict::Literature => cited.push(at),
            Verdict::Nothing => {}
        }
    }
    for pattern in [&SPACED_TME, &SPELLED_DOMAIN] {
        found.extend(pattern.find_iter(text).map(|one| Found {
            at: one.range(),
            kind: ContactKind::Link,
        }));
    }
    cited.extend(
        DOI.find_iter(text)
            .filter(|one| !HIDDEN_PHONE.is_match(one.as_str()))
            .map(|one| one.range()),
    );
    found.extend(handles(folded));
    found.extend(messengers(text));
    // What belongs to a link that stays is no contact of its own, such as `journal.ru` in its path.
    found.retain(|one| {
        !cited
            .iter()
            .any(|link| link.start <= one.at.start && one.at.end <= link.end)
    });
    (found, cited)
}

enum Verdict {
    Contact(Range<usize>),
    Literature,
    Nothing,
}

/// Whether an address leads to a person, to the literature, or is none.
fn verdict(folded: &Folded<'_>, at: &Range<usize>) -> Verdict {
    let address: String = folded
        .text
        .get(at.clone())
        .unwrap_or_default()
        .split(' ')
        .collect();
    let has_scheme = address.contains("://");
    let rest = address
        .split_once("://")
        .map_or(address.as_str(), |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    let path = rest.get(authority.len()..).unwrap_or_default();
    let is_scholarly = !authority.contains('@')
        && SCHOLARLY.iter().any(|known| {
            host.strip_suffix(known)
                .is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
        });
    if is_scholarly {
        return if HIDDEN_PHONE.is_match(path) || EMAIL.is_match(path) || HANDLE.is_match(path) {
            Verdict::Contact(at.clone())
        } else {
            Verdict::Literature
        };
    }
    if matches!(
        host,
        "localhost" | "127.0.0.1" | "example.com" | "example.org"
    ) {
        return Verdict::Nothing;
    }
    if has_scheme || host.starts_with("www.") {
        return Verdict::Contact(at.clone());
    }
    let before = folded.before(at.start).chars().next_back();
    if before.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '@')) {
        return Verdict::Nothing;
    }
    bare(folded, at, host, path)
}

/// An address without a scheme: everything depends on its end.
fn bare(folded: &Folded<'_>, at: &Range<usize>, host: &str, path: &str) -> Verdict {
    let labels: Vec<_> = host.split('.').collect();
    let first = labels.first().copied().unwrap_or_default();
    if CODE.iter().any(|known| host.starts_with(known))
        || (PACKAGES.contains(&first) && labels.len() > 2)
        || (path.is_empty() && folded.after(at.end).starts_with('('))
    {
        return Verdict::Nothing;
    }
    if SHORT_HOSTS.contains(&host) {
        return Verdict::Contact(at.clone());
    }
    let mut end = at.start + first.len();
    let mut last = None;
    for (number, label) in labels.iter().enumerate().skip(1) {
        end += 1 + label.len();
        let is_end = number + 1 == labels.len();
        let written = folded.written(&(at.start..end));
        let is_zone = ZONES.contains(&latin(label).as_str())
            || (NEW_ZONES.contains(label)
                && written
                    .bytes()
                    .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()))
            || (DOUBTFUL_ZONES.contains(label) && is_end && path.len() > 1);
        if is_zone {
            last = Some(if is_end { at.end } else { end });
        }
    }
    // A word and a number before the point are a file or a version sooner than an address.
    let is_named = labels
        .iter()
        .any(|label| label.chars().any(char::is_alphabetic));
    match last {
        Some(end) if is_named && first.chars().any(char::is_alphanumeric) => {
            Verdict::Contact(at.start..end)
        }
        Some(_) | None => Verdict::Nothing,
    }
}

/// A label whose Cyrillic look-alikes stand among Latin letters.
fn latin(label: &str) -> String {
    if !label.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return label.to_owned();
    }
    label
        .chars()
        .map(|letter| match letter {
            'а' => 'a',
            'е' => 'e',
            'и' | 'у' => 'u',
            'о' => 'o',
            'р' => 'p',
            'с' => 'c',
            'м' => 'm',
            'т' => 't',
            'х' => 'x',
            other => other,
        })
        .collect()
}

/// An address without the full stop or bracket of the sentence around it.
fn trimmed(address: &str) -> &str {
    address.trim_end_matches([
        '.', ',', ';', ':', '!', '?', ')', ']', '}', '»', '"', '\'', '>', '…', '”',
    ])
}

fn handles(folded: &Folded<'_>) -> Vec<Found> {
    let text = folded.text.as_str();
    let strict = HANDLE.captures_iter(text).filter_map(|one| {
        let (all, name) = (one.get(0)?, one.get(1)?);
        let before = folded.before(all.start()).chars().next_back();
        let is_glued =
            before.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '/'));
        let written = folded.written(&name.range());
        let is_code = ANNOTATIONS.contains(&written.split('.').next().unwrap_or_default());
        (!is_glued && !is_code).then(|| all.start()..all.start() + trimmed(all.as_str()).len())
    });
    let loose = LOOSE_HANDLE.find_iter(text).map(|one| one.range());
    strict
        .chain(loose)
        .map(|at| Found {
            at,
            kind: ContactKind::Handle,
        })
        .collect()
}

fn messengers(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(one) = MESSENGER.captures_at(text, from) {
        let (Some(all), Some(word), Some(name)) = (one.get(0), one.get(1), one.get(4)) else {
            break;
        };
        // The name may be the next messenger: look again right behind the word.
        from = word.end();
        let is_told = one.get(3).is_some() || one.get(2).is_some_and(|words| !words.is_empty());
        let nick = name.as_str().trim_end_matches('.');
        let after = text.get(name.start() + nick.len()..).unwrap_or_default();
        if is_name(word.as_str(), is_told, nick, after) {
            found.push(Found {
                at: name.start()..name.start() + nick.len(),
                kind: ContactKind::Messenger,
            });
            from = all.end();
        }
    }
    found
}

fn is_name(messenger: &str, is_told: bool, nick: &str, after: &str) -> bool {
    let letters = nick.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters == 0 || ORDINARY.contains(&nick) || after.starts_with(char::is_alphabetic) {
        return false;
    }
    // Neither a word nor a year: `ivan_99`, `ivan.petrov`.
    let is_odd = letters >= 2
        && (nick.contains('_')
            || nick.trim_matches('.').contains('.')
            || nick.bytes().any(|byte| byte.is_ascii_digit()));
    if is_odd {
        return nick.len() >= 5 || is_told;
    }
    // A word in the middle of a sentence of its language says nothing.
    let goes_on = after
        .trim_start_matches([' ', ','])
        .starts_with(|letter: char| letter.is_ascii_alphabetic());
    let is_cyrillic = !messenger.is_ascii();
    (is_told || is_cyrillic) && !goes_on
}
