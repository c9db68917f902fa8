//! Numbers in words, in Russian, Uzbek and English.

/// What a word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// 0 to 9.
    Digit(u16),
    /// 10 to 19.
    Teen(u16),
    /// 10 in Uzbek, 20, 30 … 90.
    Tens(u16),
    /// 100, 200 … 900 in one word.
    Hundreds(u16),
    /// "hundred", "yuz": after a digit so many of them.
    Hundred,
}

/// The number that a folded word stands for.
pub(super) fn read(word: &str) -> Option<Word> {
    Some(match word {
        "ноль" | "нуль" | "ноля" | "нолик" | "nol" | "zero" => Word::Digit(0),
        "один" | "одна" | "одно" | "адин" | "bir" | "one" => Word::Digit(1),
        "два" | "две" | "ikki" | "two" => Word::Digit(2),
        "три" | "uch" | "three" => Word::Digit(3),
        "четыре" | "чытыре" | "to'rt" | "tort" | "four" => Word::Digit(4),
        "пять" | "besh" | "five" => Word::Digit(5),
        "шесть" | "olti" | "six" => Word::Digit(6),
        "семь" | "yetti" | "seven" => Word::Digit(7),
        "восемь" | "sakkiz" | "eight" => Word::Digit(8),
        "девять" | "to'qqiz" | "toqqiz" | "nine" => Word::Digit(9),
        "десять" | "ten" => Word::Teen(10),
        // "o'n besh" is fifteen.
        "o'n" => Word::Tens(10),
        "одиннадцать" | "eleven" => Word::Teen(11),
        "двенадцать" | "twelve" => Word::Teen(12),
        "тринадцать" | "thirteen" => Word::Teen(13),
        "четырнадцать" | "fourteen" => Word::Teen(14),
        "пятнадцать" | "fifteen" => Word::Teen(15),
        "шестнадцать" | "sixteen" => Word::Teen(16),
        "семнадцать" | "seventeen" => Word::Teen(17),
        "восемнадцать" | "eighteen" => Word::Teen(18),
        "девятнадцать" | "nineteen" => Word::Teen(19),
        "двадцать" | "yigirma" | "twenty" => Word::Tens(20),
        "тридцать" | "o'ttiz" | "ottiz" | "thirty" => Word::Tens(30),
        "сорок" | "qirq" | "forty" | "fourty" => Word::Tens(40),
        "пятьдесят" | "ellik" | "fifty" => Word::Tens(50),
        "шестьдесят" | "oltmish" | "sixty" => Word::Tens(60),
        "семьдесят" | "yetmish" | "seventy" => Word::Tens(70),
        "восемьдесят" | "sakson" | "eighty" => Word::Tens(80),
        "девяносто" | "to'qson" | "toqson" | "ninety" => Word::Tens(90),
        "сто" => Word::Hundreds(100),
        "двести" => Word::Hundreds(200),
        "триста" => Word::Hundreds(300),
        "четыреста" => Word::Hundreds(400),
        "пятьсот" => Word::Hundreds(500),
        "шестьсот" => Word::Hundreds(600),
        "семьсот" => Word::Hundreds(700),
        "восемьсот" => Word::Hundreds(800),
        "девятьсот" => Word::Hundreds(900),
        "hundred" | "yuz" => Word::Hundred,
        _ => return None,
    })
}

/// A number of words that grows: "сто", "двадцать", "три" are 123.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Growing {
    value: u16,
    width: usize,
    /// Below which value a word still belongs to it: after "сто" below 100, after "двадцать" below 10.
    room: u16,
}

impl Growing {
    /// A number that begins with this word.
    pub(super) const fn new(word: Word) -> Self {
        let (value, width, room) = match word {
            Word::Digit(value) => (value, 1, 0),
            Word::Teen(value) => (value, 2, 0),
            Word::Tens(value) => (value, 2, 10),
            Word::Hundreds(value) => (value, 3, 100),
            Word::Hundred => (100, 3, 100),
        };
        Self { value, width, room }
    }

    /// Takes the next word in; false when another number begins with it.
    pub(super) const fn takes(&mut self, word: Word) -> bool {
        let (value, room) = match word {
            Word::Hundred if self.width == 1 && self.value > 0 => {
                *self = Self {
                    value: self.value * 100,
                    width: 3,
                    room: 100,
                };
                return true;
            }
            Word::Digit(value) | Word::Teen(value) => (value, 0),
            Word::Tens(value) => (value, 10),
            Word::Hundreds(_) | Word::Hundred => return false,
        };
        if value == 0 || value >= self.room {
            return false;
        }
        self.value += value;
        self.room = room;
        true
    }

    /// The digits that were meant.
    pub(super) fn digits(self) -> String {
        format!("{:0width$}", self.value, width = self.width)
    }
}
