//! From raw text to words, the same way for entries and for queries.

use crate::kernel::lang::Lang;

/// Longer words are cut: nobody types them, and the distance between words costs their product.
const LONGEST_WORD: usize = 32;

/// Keys of a keyboard in the Latin layout, and what the same keys give in the Russian one.
const LATIN_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:\"<>~";
const RUSSIAN_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюёхъжэбюё";

/// Latin letters that look like Cyrillic ones and get mixed into Russian words, or the other way round.
const LATIN_LOOKALIKES: &str = "aeopcyxkhtmb";
const CYRILLIC_LOOKALIKES: &str = "аеорсухкнтмв";

/// Latin spellings of Russian sounds, the longest first.
const TO_CYRILLIC: [(&str, &str); 45] = [
    ("shch", "щ"),
    ("sch", "щ"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("yo", "е"),
    ("jo", "е"),
    ("ye", "е"),
    ("ay", "ай"),
    ("ey", "ей"),
    ("oy", "ой"),
    ("uy", "уй"),
    ("iy", "ий"),
    ("a", "а"),
    ("b", "б"),
    ("c", "ц"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "й"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "х"),
    ("y", "ы"),
    ("z", "з"),
];

/// Words of a text: in lower case, without marks, apostrophes and anything invisible.
pub(super) fn words(lang: Lang, text: &str) -> impl Iterator<Item = String> {
    let mut letters = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(fold)
        .peekable();
    std::iter::from_fn(move || {
        while letters
            .next_if(|letter| !matches!(letter, Folded::Letter(_)))
            .is_some()
        {}
        let mut word = String::new();
        let mut length = 0;
        while let Some(letter) = letters.next_if(|letter| !matches!(letter, Folded::Gap)) {
            if let Folded::Letter(letter) = letter
                && length < LONGEST_WORD
            {
                word.push(letter);
                length += 1;
            }
        }
        (!word.is_empty()).then(|| one_script(lang, word))
    })
}

/// What a character of a text is to the search.
enum Folded {
    Letter(char),
    /// Does not end a word: Uzbek is typed with six kinds of apostrophe or with none, and joiners and
    /// marks of direction are not seen by the person.
    Nothing,
    Gap,
}

fn fold(letter: char) -> Folded {
    match letter {
        'ё' => Folded::Letter('е'),
        '\'' | '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | '‘' | '’' | '‛' | '\u{ad}' => {
            Folded::Nothing
        }
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => {
            Folded::Nothing
        }
        '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => Folded::Nothing,
        letter if letter.is_alphanumeric() => Folded::Letter(letter),
        _ => Folded::Gap,
    }
}

/// A word of two scripts is a word of one script with look-alikes in it.
fn one_script(lang: Lang, word: String) -> String {
    if !(word.chars().any(is_cyrillic) && word.chars().any(is_latin)) {
        return word;
    }
    let (from, to) = match lang {
        Lang::Ru => (LATIN_LOOKALIKES, CYRILLIC_LOOKALIKES),
        Lang::Uz | Lang::En => (CYRILLIC_LOOKALIKES, LATIN_LOOKALIKES),
    };
    word.chars().map(|letter| swap(letter, from, to)).collect()
}

/// What the person may have meant: the text as it is, then, when its script is not the language's own,
/// the text in the other keyboard layout and letter by letter in the language's script.
pub(super) fn readings(lang: Lang, text: &str) -> Vec<String> {
    let mut readings = vec![text.to_owned()];
    let foreign = match lang {
        Lang::Ru => text.chars().any(is_latin),
        Lang::Uz | Lang::En => text.chars().any(is_cyrillic),
    };
    if foreign {
        let small = text.to_lowercase();
        readings.push(match lang {
            Lang::Ru => small
                .chars()
                .map(|key| swap(key, LATIN_KEYS, RUSSIAN_KEYS))
                .collect(),
            Lang::Uz | Lang::En => small
                .chars()
                .map(|key| swap(key, RUSSIAN_KEYS, LATIN_KEYS))
                .collect(),
        });
        match lang {
            Lang::Ru => readings.push(cyrillic(&small)),
            Lang::Uz => readings.push(small.chars().map(latin).collect()),
            // Nobody writes English in Cyrillic letters.
            Lang::En => {}
        }
    }
    readings
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4ff}')
}

fn swap(letter: char, from: &str, to: &str) -> char {
    from.chars()
        .zip(to.chars())
        .find_map(|(one, other)| (one == letter).then_some(other))
        .unwrap_or(letter)
}

fn cyrillic(mut text: &str) -> String {
    let mut spelt = String::new();
    while let Some(letter) = text.chars().next() {
        let known = TO_CYRILLIC
            .iter()
            .find_map(|(sound, letters)| Some((text.strip_prefix(sound)?, *letters)));
        if let Some((rest, letters)) = known {
            spelt.push_str(letters);
            text = rest;
        } else {
            spelt.push(letter);
            text = text.strip_prefix(letter).unwrap_or_default();
        }
    }
    spelt
}

/// Cyrillic in Uzbek Latin; apostrophes are left out, since words lose them anyway.
const fn latin(letter: char) -> &'static str {
    match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "j",
        'з' => "z",
        'и' | 'ы' => "i",
        'й' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "x",
        'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        _ => " ",
    }
}

/// Telegram's HTML without its tags and entities.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            _ if inside => {}
            _ => text.push(letter),
        }
    }
    for entity in ["&lt;", "&gt;", "&amp;", "&quot;"] {
        text = text.replace(entity, " ");
    }
    text
}
