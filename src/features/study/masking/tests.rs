//! What is a contact and what is not, line by line, in three languages.

use proptest::prelude::*;

use super::{ContactKind::*, *};

/// Lines with a contact, and what kind it is.
const CONTACTS: &[(&str, ContactKind)] = &[
    // Phones in digits.
    ("Мой номер 89161234567", Phone),
    ("звоните +7 916 123-45-67 вечером", Phone),
    ("+7(916)1234567", Phone),
    ("8 (916) 123 45 67, жду", Phone),
    ("8.916.123.45.67", Phone),
    ("8-916-123-45-67!", Phone),
    ("8 9 1 6 1 2 3 4 5 6 7", Phone),
    ("8, 9, 1, 6, 1, 2, 3, 4, 5, 6, 7", Phone),
    ("8_916_123_45_67", Phone),
    ("89 16 12 34 56 7", Phone),
    ("９１６ — нет, вот: ８９１６１２３４５６７", Phone),
    ("8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", Phone),
    ("8916\u{200b}123\u{200b}4567", Phone),
    ("89l6l2З4567", Phone),
    ("+998 90 123 45 67", Phone),
    ("+998901234567 ga yozing", Phone),
    ("998-90-123-45-67", Phone),
    ("raqamim 90 123 45 67", Phone),
    ("Menga qoʻngʻiroq qiling: 93 555-12-34", Phone),
    ("(90) 123-45-67", Phone),
    ("97 123 4567", Phone),
    ("тел. 123-45-67", Phone),
    ("телефон: 2345678", Phone),
    ("call me at 555 123 4567", Phone),
    ("+1 (415) 555-2671", Phone),
    ("my WhatsApp is +44 20 7946 0958", Phone),
    ("мой ватсап 901234567", Phone),
    ("9161234567", Phone),
    ("916 123-45-67 это мой", Phone),
    ("8-800-555-35-35", Phone),
    ("8.91.61.23.45.67", Phone),
    // The beginning, the middle and the end look like the address of a machine.
    ("89.3.33.33(3333", Phone),
    ("8916 ( 1.23.45.67", Phone),
    ("+7.9.1.6.1.2.3.4.5.6.7", Phone),
    ("+7.9161234567", Phone),
    ("звони89161234567", Phone),
    ("тел:+79161234567", Phone),
    ("8 (495) 123-45-67", Phone),
    ("+375 29 123-45-67", Phone),
    // Phones in words.
    (
        "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        Phone,
    ),
    ("восемь 916 сто двадцать три 45 67", Phone),
    (
        "плюс семь девятьсот шестнадцать 123 сорок пять шестьдесят семь",
        Phone,
    ),
    (
        "восемь девять один шесть один два три четыре пять шесть семь",
        Phone,
    ),
    (
        "Восемь, девять, один, шесть, один, два, три, четыре, пять, шесть, ноль",
        Phone,
    ),
    ("toʻqson bir yuz yigirma uch qirq besh oltmish yetti", Phone),
    (
        "to'qqiz yuz to'qson sakkiz to'qson bir yuz yigirma uch qirq besh oltmish yetti",
        Phone,
    ),
    ("eight nine one six one two three four five six zero", Phone),
    (
        "nine nine eight nine zero one two three four five six seven",
        Phone,
    ),
    (
        "eight nine hundred sixteen one hundred twenty three forty-five sixty-seven",
        Phone,
    ),
    // Cards.
    ("переведи на 4111 1111 1111 1111", Card),
    ("карта 4111111111111111 Сбер", Card),
    ("5555-5555-5555-4444", Card),
    ("karta 8600 4954 7331 6478", Card),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", Card),
    ("4111.1111.1111.1111 12/27", Card),
    // E-mails.
    ("ivan.petrov@mail.ru", Email),
    ("Пишите на Ivan+study@gmail.com.", Email),
    ("ivan собака mail точка ru", Email),
    ("иван собака яндекс ру", Email),
    ("ivan [at] gmail [dot] com", Email),
    ("ivan (собака) mail.ru", Email),
    ("ivan at gmail dot com", Email),
    ("ivan kuchukcha mail nuqta ru", Email),
    ("ivan ＠ gmail.com", Email),
    ("почта: иван@почта.рф", Email),
    // Links.
    ("https://t.me/ivan_petrov", Link),
    ("t.me/ivanpetrov", Link),
    ("T . me / ivanpetrov", Link),
    ("т.ме/ivanpetrov", Link),
    ("мой сайт ivanov.ru", Link),
    ("www.ivanov.com", Link),
    ("hxxps://ivanov.example.net/x", Link),
    ("vk.com/id12345", Link),
    ("wa.me/79161234567", Link),
    ("ivanov точка ru", Link),
    ("t точка me слэш ivanpetrov", Link),
    ("instagram.com/ivan", Link),
    ("docs.google.com/document/d/1", Link),
    ("http://doi.org@evil.com/10.1", Link),
    ("https://doi.org.evil.com/", Link),
    ("https://doi.org/?q=+79161234567", Link),
    ("bit.ly/3xYz", Link),
    ("ivan-petrov.site", Link),
    ("ivanov.сom", Link),
    ("https://example.uz/ivan", Link),
    // @names.
    ("@ivan_petrov", Handle),
    ("пиши мне @ivanpetrov, отвечу", Handle),
    ("(@IvanPetrov)", Handle),
    ("menga yozing: @aziz_uz", Handle),
    ("text me @ ivan_petrov99", Handle),
    ("собака ivan_99", Handle),
    ("＠ivanpetrov", Handle),
    // Messengers.
    ("инста ivan.petrov", Messenger),
    ("мой тг: ivanpetrov", Messenger),
    ("найди меня в телеграме ivanpetrov", Messenger),
    ("ник в скайпе: ivan.petrov77", Messenger),
    ("telegram: ivan_petrov", Messenger),
    ("my instagram is ivanpetrov", Messenger),
    ("Telegramim: aziz_karimov", Messenger),
    ("instagramim aziz.karimov", Messenger),
    ("вк id12345678", Messenger),
    ("discord ivan#1 или дискорд ivan_1", Messenger),
    ("whatsapp nick ivan2000", Messenger),
    ("мой ник ivanpetrov", Messenger),
];

/// Lines of studies that stay as they are.
const ORDINARY_LINES: &[&str] = &[
    // Years, dates, times.
    "Источники за 2019–2024 годы",
    "2019 2020 2021 2022 2023",
    "в 1941-1945 гг., затем в 1991",
    "Сдать до 12.05.2026 14:30",
    "защита 8.10.2026-15.10.2026",
    "2026-11-25 и 2026-12-01",
    "8.11.2024 9.11.2024 10.11.2024",
    "Dars 14.30-16.00 da",
    "by 25/11/2026, 10:00",
    "пары 8.30 10.10 12.40",
    // Standards and codes.
    "ГОСТ 7.32-2017",
    "ГОСТ Р 7.0.100-2018 и ГОСТ 7.9-95 7.11-2004",
    "ГОСТ 2.105-2019, ГОСТ 34.602-89",
    "ISO 9001:2015, ISO/IEC 27001-2013",
    "УДК 004.738.5:339.138",
    "ББК 65.290-2я73",
    "ISBN 978-5-4461-0772-8",
    "ISBN 9785446107728",
    "ISSN 2072-8379, e-ISSN 2310-7278",
    "ИНН 7707083893",
    "ИНН 9701234567, КПП 770701001",
    "ОГРН 1027700132195",
    "Закон № 273-ФЗ от 29.12.2012",
    "СанПиН 1.2.3685-21",
    "КБК 18210102010011000110",
    "СНИЛС 112-233-445 95",
    "специальность 09.03.01, группа 401-23",
    "OʻzDSt 1047:2018",
    // Sums and quantities.
    "бюджет 1 500 000 сум",
    "150 000 000 soʻm",
    "900 000 000 сум",
    "доход 79 161 234 567 руб.",
    "население 331 449 281 человек",
    "12 500,50 ₽",
    "$1,234,567.89",
    "около 901 234 567 кг",
    "20-25 страниц, 30 источников",
    "с. 120–145, 201-210",
    "Необходимо 12 слайдов и 7 минут",
    "100%, 99.99 %, 0.05",
    "8 800 000 000 долларов",
    // Numbers of science.
    "π ≈ 3.14159265358979",
    "k = 8.9875517923·10⁹",
    "ε0 = 8.8541878128e-12",
    "R = 8.314462618",
    "c = 299792458 м/с",
    "N = 6.02214076·10^23",
    "1 2 3 4 5 6 7 8 9 10 11 12",
    "7 8 9 10 11 12 13",
    "2, 3, 5, 7, 11, 13, 17, 19, 23",
    "по модулю 998244353",
    "mod 1000000007",
    "f(x) = x^2 + 2x + 1",
    "x1 + x2 + 123456789 = y",
    "101101110101 в двоичной",
    "0xDEADBEEF, 4294967296",
    "координаты 41.311081, 69.240562",
    "IP 192.168.100.200, маска 255.255.255.0",
    "0,4839482748 и 0,9161234567",
    "tg alpha = 0,5; tg x_1",
    "матрица [8 9; 1 6]",
    // Words for numbers.
    "один два три четыре пять шесть семь восемь девять десять",
    "сто двадцать пять тысяч рублей",
    "bir, ikki, uch, toʻrt, besh, olti, yetti, sakkiz, toʻqqiz, oʻn",
    "one two three four five six seven eight nine ten",
    "две главы, три параграфа и пять приложений",
    "восемь глав по девять страниц",
    "uch yuz ellik bet",
    // Names of software, code.
    "Анализ продвижения бренда в Instagram",
    "Telegram Bot API, тг бот на Python",
    "WhatsApp as a learning tool: a case study",
    "Instagram marketing strategy of a small company",
    "Telegramda kanallar va guruhlar",
    "реклама в телеграм Mini Apps",
    "Приложение ВКонтакте и его аудитория",
    "ASP.NET Core и Node.js",
    "import java.io.File; java.net.URL",
    "com.example.app.MainActivity",
    "@Override public void run()",
    "@property def name(self)",
    "@media (max-width: 600px)",
    "df.info() и main.py, lib.rs, index.html",
    "script.sh, README.md, notes.docx",
    "std::vector<int> a(10);",
    "5 @ 3 = 15",
    // Links to the literature.
    "https://doi.org/10.1038/s41586-020-2649-2",
    "doi: 10.1007/978-3-030-12345-6",
    "https://cyberleninka.ru/article/n/tsifrovaya-ekonomika-2",
    "elibrary.ru/item.asp?id=46321123",
    "https://arxiv.org/abs/1706.03762",
    "https://ru.wikipedia.org/wiki/Заглавная_страница",
    "https://lex.uz/docs/5841063",
    "http://www.w3.org/2000/svg",
    // Ordinary talk.
    "т.е. и т.д., и т.п., напр. см. гл. 3.2",
    "Собака Павлова: условный рефлекс",
    "собака Canis lupus familiaris",
    "Здравствуйте! Когда будет готов план?",
    "Assalomu alaykum! Reja qachon tayyor boʻladi?",
    "Look at page 5. Thanks!",
    "вторая точка нет, третья точка экстремума",
    "Great Gatsby: Nick Carraway as narrator",
    "телеграмма от 5 мая",
    "номер заказа 1234567",
    "Заявка № 20261125-17",
    "v1.2.3-rc.4, Python 3.12.1",
    "Fig. 2.1.1, Table 3.4, eq. (5.6)",
    "и/или, км/ч, руб./чел.",
    "sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "550e8400-e29b-41d4-a716-446655440000",
];

#[test]
fn contacts_are_taken_out() {
    assert!(CONTACTS.len() >= 60);
    let mut missed = Vec::new();
    for (line, kind) in CONTACTS {
        let masked = mask(line);
        if !masked.found.contains(kind) || !masked.text.contains(MASK) {
            missed.push(format!("{line} → {} {:?}", masked.text, masked.found));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn ordinary_lines_stay_as_they_are() {
    assert!(ORDINARY_LINES.len() >= 60);
    let mut touched = Vec::new();
    for line in ORDINARY_LINES {
        let masked = mask(line);
        if masked.text != *line || !masked.is_clean() {
            touched.push(format!("{line} → {} {:?}", masked.text, masked.found));
        }
    }
    assert!(touched.is_empty(), "{touched:#?}");
}

#[test]
fn only_the_contact_goes() {
    let whole = |line: &str| mask(line).text;
    assert_eq!(
        whole("План готов. Звоните 8 (916) 123-45-67, Анна"),
        "План готов. Звоните •••, Анна"
    );
    assert_eq!(whole("Пишите: ivan@mail.ru."), "Пишите: •••.");
    assert_eq!(whole("тг: ivanpetrov, инста ivan_p"), "тг: •••, инста •••");
    assert_eq!(whole("см. https://t.me/ivan)."), "см. •••).");
    assert_eq!(whole("карта 4111 1111 1111 1111 12/27"), "карта ••• 12/27");
    assert_eq!(whole("8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣ ок"), "••• ок");
    assert_eq!(whole("(@ivanpetrov)"), "(•••)");
}

#[test]
fn every_kind_is_told_once_in_its_order() {
    let masked = mask("@ivanpetrov, +79161234567, ivan@mail.ru, +79161234568, ivanov.ru");
    assert_eq!(masked.found, [Handle, Phone, Email, Link]);
    assert_eq!(masked.text, "•••, •••, •••, •••, •••");
    let mut words = ContactKind::ALL.map(ContactKind::word).to_vec();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), ContactKind::ALL.len());
}

#[test]
fn long_texts_are_no_burden() {
    // Compiles the patterns.
    assert!(!mask("8 916 123-45-67, ivan@mail.ru").is_clean());
    for line in [
        "1 ", "8 9 ", "a.", "@", "сто ", "https://", "тг ", "8(9)", "ivan at ", "a.ru ",
    ] {
        let text = line.repeat(4096 / line.len());
        let began = std::time::Instant::now();
        let masked = mask(&text);
        assert!(masked.text.chars().count() <= text.chars().count());
        let took = began.elapsed();
        // A fraction of a second; what grows with the square of the length takes minutes.
        assert!(took.as_secs() < 20, "{line:?}: {took:?}");
    }
}

/// A text of pieces that contacts are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "8",
            "9",
            "916",
            "+7",
            "998",
            "90",
            "123",
            "45",
            "67",
            "4111",
            "1111",
            " ",
            "-",
            ".",
            ",",
            "(",
            ")",
            "@",
            "/",
            "://",
            "https",
            "t.me",
            "ru",
            "com",
            "mail",
            "ivan",
            "_",
            "собака",
            "точка",
            "dot",
            "at",
            "тг",
            "инста",
            "telegram",
            ":",
            "восемь",
            "девятьсот",
            "сорок",
            "пять",
            "to'qson",
            "bir",
            "yuz",
            "nine",
            "\n",
            "•",
            "•••",
            "ГОСТ",
            "10.1000/",
            "doi.org",
            "️⃣",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_masked_stays_masked(text in pieces()) {
        let once = mask(&text);
        let twice = mask(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.is_clean());
        prop_assert_eq!(once.is_clean(), once.text == text);
    }

    #[test]
    fn any_text_is_borne(text in "\\PC{0,200}|.{0,200}|(?s).{0,100}") {
        let masked = mask(&text);
        prop_assert!(mask(&masked.text).is_clean());
    }

    #[test]
    fn no_phone_is_left(
        // No years and months in it: a date among the digits is taken for one.
        body in "9[3-9]{9}", gaps in prop::collection::vec("[ .()_-]{0,2}", 10), start in "(\\+7|8|7)",
        before in "(Пишите |тел\\. |)", after in "( вечером|, Анна|)",
    ) {
        let digits: Vec<char> = body.chars().collect();
        prop_assume!(digits.windows(2).any(|pair| pair[0] != pair[1]));
        // 8.9161234567 is a number with a point.
        prop_assume!(start == "+7" || gaps[0] != "." || gaps[1..].iter().any(|gap| !gap.is_empty()));
        let phone: String = digits.iter().zip(&gaps).map(|(digit, gap)| format!("{gap}{digit}")).collect();
        let line = format!("{before}{start}{phone}{after}");
        let masked = mask(&line);
        let left = masked.text.chars().filter(char::is_ascii_digit).count();
        prop_assert!(left < 7, "{} → {}", line, masked.text);
        prop_assert_eq!(masked.text, format!("{before}{MASK}{after}"));
    }

    #[test]
    fn no_uzbek_phone_is_left(body in "9[0134579][1-9]{7}", form in 0usize..4) {
        let (code, rest) = body.split_at(2);
        let (first, last) = rest.split_at(3);
        let (second, third) = last.split_at(2);
        let phone = match form {
            0 => format!("+998{body}"),
            1 => format!("+998 ({code}) {first}-{second}-{third}"),
            2 => format!("998 {code} {first} {second} {third}"),
            _ => format!("{code} {first} {second} {third}"),
        };
        prop_assume!(phone != "998244353" && phone != "987654321");
        prop_assert_eq!(mask(&phone).text, MASK);
    }
}
