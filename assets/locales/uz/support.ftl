faq-home =
    <b>Savol-javoblar</b>

    Mavzuni tanlang yoki savolingizni shunchaki yozing.
faq-category = <b>{ $title }</b>
faq-question = <b>{ $question }</b>
faq-helped = <i>Bu yordam berdimi?</i>
faq-yes = 👍 Ha
faq-no = 👎 Yoʻq
faq-thanks = Yordam berganimizdan xursandmiz!
faq-sorry = Afsus. Boshqacha soʻzlar bilan soʻrab koʻring.
faq-search = 🔎 Oʻz soʻzim bilan soʻrash
faq-ask = Savolni oʻz soʻzingiz bilan yozing. Imlo xatolari boʻlsa ham mayli.
faq-words-only = Bu yerda savolni soʻz bilan yozish kerak.
faq-found =
    { $count ->
        [one] Savolingiz shu boʻlsa kerak:
       *[other] Oʻxshash savollarni koʻring:
    }
faq-nothing = Bunday savolga javob topilmadi. Boshqacha yozib koʻring yoki mavzularga qarang.
faq-contact = Yoki bizga yozing: { $contact }
faq-all = 📚 Barcha mavzular
