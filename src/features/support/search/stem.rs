//! Words without their endings.

use rust_stemmers::{Algorithm, Stemmer};

use crate::kernel::lang::Lang;

/// Words that say nothing about the subject of a question, as they are after folding: without `ё` and
/// apostrophes.
const RU_STOP: &str = "и а но или да не ни в во на к ко с со у о об по за из от до для при без над под про это этот \
    эта эти этого то та те тот так как что чтобы чтоб ли бы же уже еще вот ну я мне меня мной мы \
    нам нас вы вам вас он она оно они его ее их мой моя мое мои моего моей моих моему ваш ваша \
    ваше ваши наш свой свои свою своего себя есть быть был была было были будет можно могу можете \
    хочу нужно надо какой какая какие какое кто все если где когда очень просто пожалуйста \
    здравствуйте привет дела спасибо";
const UZ_STOP: &str = "va yoki ham uchun bilan bu shu u men menga meni mening biz bizga siz sizga sizlar nima qanday \
    qanaqa qaysi kerak mumkin boladi boladimi bolsa bormi bor ber bering qilib qilish qilsa \
    qilmoqchiman edi ekan esa lekin ammo agar iltimos qilaman qilay qilasizlar qilmaysizlar qachon \
    qayerda salom assalomu alaykum rahmat";
const EN_STOP: &str = "a an the and or but of to in on at by for from with into is are am was were be been do does \
    did dont done doing i im ive me my mine we us our you your yours it its this that these those \
    there he she they them can cant could will would shall should may might have has had how what \
    when where which who why if so not no please want need get got hi hello thanks thank";

/// Endings of Uzbek words, the longest first: they are put one after another.
const UZ_ENDINGS: [&str; 50] = [
    "ayotgan", "moqchi", "dingiz", "yapman", "lardan", "yapti", "ingiz", "ganda", "imiz", "ning",
    "dagi", "ngiz", "gach", "adi", "ydi", "dan", "gan", "lar", "lik", "moq", "man", "san", "siz",
    "miz", "may", "mas", "dim", "ish", "ing", "nda", "chi", "ni", "ga", "ka", "qa", "da", "di",
    "im", "si", "mi", "ib", "sa", "sh", "ar", "ay", "i", "m", "a", "b", "y",
];

/// How many endings an Uzbek word may lose.
const UZ_LAYERS: usize = 4;

/// What is left of a word.
pub(super) struct Stems {
    snowball: Option<Stemmer>,
    stop: Vec<&'static str>,
}

impl Stems {
    pub(super) fn new(lang: Lang) -> Self {
        let (snowball, stop) = match lang {
            Lang::Ru => (Some(Algorithm::Russian), RU_STOP),
            Lang::Uz => (None, UZ_STOP),
            Lang::En => (Some(Algorithm::English), EN_STOP),
        };
        let mut stop: Vec<_> = stop.split_whitespace().collect();
        stop.sort_unstable();
        Self {
            snowball: snowball.map(Stemmer::create),
            stop,
        }
    }

    /// Whether the word is of no use.
    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.stop.binary_search(&word).is_ok()
    }

    /// The stem of a word in lower case. A stem of one letter would join words that have nothing in
    /// common, so such a word stays whole.
    pub(super) fn stem(&self, word: &str) -> String {
        let stem = self
            .snowball
            .as_ref()
            .map_or_else(|| uzbek(word).into(), |snowball| snowball.stem(word));
        if stem.chars().nth(1).is_some() {
            stem.into_owned()
        } else {
            word.to_owned()
        }
    }
}

fn uzbek(mut word: &str) -> &str {
    for _ in 0..UZ_LAYERS {
        let shorter = UZ_ENDINGS.iter().find_map(|ending| {
            let rest = word.strip_suffix(ending)?;
            let least = if ending.len() > 1 { 3 } else { 4 };
            (rest.chars().count() >= least).then_some(rest)
        });
        match shorter {
            Some(rest) => word = rest,
            None => break,
        }
    }
    word
}
