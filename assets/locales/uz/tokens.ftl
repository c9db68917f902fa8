tokens-list =
    <b>Kalitlar</b>

    { $count ->
        [0] Hozircha kalit yoʻq.
       *[other] { $count } ta kalit.
    } Dasturingiz kalit bilan bizga sizning nomingizdan murojaat qiladi. Uni hech kimga koʻrsatmang.
tokens-docs = Tavsif: { $address }
tokens-new-read = ＋ Faqat koʻrish
tokens-new-write = ＋ Toʻliq ruxsat
tokens-scope-read = faqat koʻrish
tokens-scope-write = toʻliq ruxsat
tokens-ask-name = Yangi kalit, { $scope }. Uni qanday nomlaymiz? Masalan: «Uydagi skript».
tokens-created =
    «{ $name }» kaliti tayyor. Uni hozir nusxalab oling: boshqa koʻrsatmaymiz.

    <code>{ $token }</code>
tokens-copy = 📋 Nusxalash
tokens-card =
    <b>{ $name }</b>

    Oxiri: …{ $hint }
    Ruxsat: { $scope }
    Yaratilgan: { $created }
    Oxirgi murojaat: { $used }
tokens-never-used = hali boʻlmagan
tokens-revoke = 🗑 Bekor qilish
tokens-revoke-ask = «{ $name }» kaliti bekor qilinsinmi? Undan foydalanayotgan dasturlar darrov ishlamay qoladi.
tokens-error-empty = Kalitning nomi boʻlishi kerak. Uni soʻz bilan yozing.
tokens-error-long = Juda uzun: koʻpi bilan { $limit } ta belgi sigʻadi.
tokens-error-many = Kalitlar soni { $limit } tadan oshmasligi kerak. Keraksizini bekor qiling.
tokens-error-gone = Bu kalit endi yoʻq.
