//! Texts of the payer's page in three languages.

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Ru,
    Uz,
    En,
}

impl Language {
    /// Reads a code such as `ru`, `ru_RU` or `uz-UZ`.
    pub(crate) fn of(code: &str) -> Option<Self> {
        match code.get(..2)?.to_ascii_lowercase().as_str() {
            "ru" => Some(Self::Ru),
            "uz" => Some(Self::Uz),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first known language of an `Accept-Language` header.
    pub(crate) fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| Self::of(part.trim()))
    }

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::Uz => "uz",
            Self::En => "en",
        }
    }

    const fn pick(self, ru: &'static str, uz: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Ru => ru,
            Self::Uz => uz,
            Self::En => en,
        }
    }

    /// Roubles with their sign.
    pub(crate) fn money(self, minor: i64) -> String {
        let (group, point) = match self {
            Self::Ru | Self::Uz => ('\u{a0}', ','),
            Self::En => (',', '.'),
        };
        let digits = (minor / 100).to_string();
        let mut rubles = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                rubles.push(group);
            }
            rubles.push(digit);
        }
        format!("{rubles}{point}{:02}\u{a0}₽", minor % 100)
    }

    pub(crate) const fn title(self) -> &'static str {
        self.pick("Оплата", "To‘lov", "Payment")
    }

    pub(crate) const fn test_shop(self) -> &'static str {
        self.pick(
            "Тестовый магазин, деньги не списываются",
            "Sinov do‘koni, pul yechilmaydi",
            "Test shop, no money is taken",
        )
    }

    pub(crate) const fn to_pay(self) -> &'static str {
        self.pick("К оплате", "To‘lanadi", "To pay")
    }

    pub(crate) const fn way(self) -> &'static str {
        self.pick("Способ оплаты", "To‘lov usuli", "Payment method")
    }

    pub(crate) const fn pay(self) -> &'static str {
        self.pick("Оплатить", "To‘lash", "Pay")
    }

    pub(crate) const fn decline(self) -> &'static str {
        self.pick("Отклонить", "Rad etish", "Decline")
    }

    pub(crate) const fn why(self) -> &'static str {
        self.pick(
            "Причина отказа",
            "Rad etish sababi",
            "Reason of the refusal",
        )
    }

    pub(crate) const fn back(self) -> &'static str {
        self.pick(
            "Вернуться в магазин",
            "Do‘konga qaytish",
            "Back to the shop",
        )
    }

    pub(crate) const fn paid(self) -> &'static str {
        self.pick("Оплачено", "To‘landi", "Paid")
    }

    pub(crate) const fn held(self) -> &'static str {
        self.pick(
            "Деньги заблокированы до подтверждения магазином",
            "Pul do‘kon tasdiqlaguncha band qilindi",
            "The money is held until the shop confirms",
        )
    }

    pub(crate) const fn failed(self) -> &'static str {
        self.pick("Платёж не прошёл", "To‘lov o‘tmadi", "The payment failed")
    }

    pub(crate) const fn no_payment(self) -> &'static str {
        self.pick(
            "Такого платежа нет",
            "Bunday to‘lov yo‘q",
            "There is no such payment",
        )
    }

    pub(crate) fn method(self, method: &str) -> &'static str {
        match method {
            "bank_card" => self.pick("Банковская карта", "Bank kartasi", "Bank card"),
            "sbp" => self.pick("СБП", "SBP", "Faster payments (SBP)"),
            "yoo_money" => self.pick("Кошелёк ЮMoney", "YooMoney hamyoni", "YooMoney wallet"),
            "sberbank" => "SberPay",
            "tinkoff_bank" => "T‑Pay",
            _ => self.pick("Другой способ", "Boshqa usul", "Other"),
        }
    }

    pub(crate) fn reason(self, reason: &str) -> &'static str {
        match reason {
            "insufficient_funds" => self.pick(
                "Не хватает денег",
                "Mablag‘ yetarli emas",
                "Not enough money",
            ),
            "3d_secure_failed" => self.pick(
                "Не пройдена проверка 3‑D Secure",
                "3‑D Secure tekshiruvidan o‘tmadi",
                "3‑D Secure was not passed",
            ),
            "card_expired" => self.pick(
                "Истёк срок действия карты",
                "Karta muddati tugagan",
                "The card has expired",
            ),
            "invalid_card_number" => self.pick(
                "Неверный номер карты",
                "Karta raqami noto‘g‘ri",
                "Wrong card number",
            ),
            "fraud_suspected" => self.pick(
                "Подозрение в мошенничестве",
                "Firibgarlik shubhasi",
                "Suspected fraud",
            ),
            "issuer_unavailable" => self.pick(
                "Банк не отвечает",
                "Bank javob bermayapti",
                "The bank does not answer",
            ),
            "payment_method_limit_exceeded" => self.pick(
                "Превышен лимит",
                "Limitdan oshib ketdi",
                "The limit is exceeded",
            ),
            "expired_on_confirmation" => self.pick(
                "Истекло время на оплату",
                "To‘lov vaqti tugadi",
                "The time to pay is over",
            ),
            "expired_on_capture" => self.pick(
                "Магазин не подтвердил платёж вовремя",
                "Do‘kon to‘lovni o‘z vaqtida tasdiqlamadi",
                "The shop did not confirm in time",
            ),
            "canceled_by_merchant" => self.pick(
                "Магазин отменил платёж",
                "Do‘kon to‘lovni bekor qildi",
                "The shop canceled the payment",
            ),
            _ => self.pick(
                "Банк отклонил платёж",
                "Bank to‘lovni rad etdi",
                "The bank refused the payment",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_thousands() {
        assert_eq!(Language::Ru.money(1_899_005), "18\u{a0}990,05\u{a0}₽");
        assert_eq!(Language::En.money(123_456_789), "1,234,567.89\u{a0}₽");
        assert_eq!(Language::Uz.money(100), "1,00\u{a0}₽");
    }

    #[test]
    fn languages_by_code() {
        assert_eq!(Language::of("ru_RU"), Some(Language::Ru));
        assert_eq!(Language::of("de"), None);
        assert_eq!(Language::of("я"), None);
        assert_eq!(Language::accepted("de-DE, uz;q=0.8"), Some(Language::Uz));
    }
}
