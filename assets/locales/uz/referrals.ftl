referrals-page =
    <b>Doʻstlarni taklif qilish</b>

    Doʻstingizga havolani yuboring. U { $days } kun davomida qilgan har bir toʻlovdan sizga { $percent } % bonus beriladi. Bonusni { $hold } kundan keyin ishlatish mumkin: u narxning { $cap } % igacha qoplaydi.

    { $link }
referrals-page-trip = Tur uchun bonus safar tugagach kuta boshlaydi.
referrals-people =
    { $came ->
        [0] Havola orqali hozircha hech kim kelmagan.
       *[other] Havola orqali { $came } kishi keldi, toʻlaganlar: { $paid }.
    }
referrals-available = Mavjud: <b>{ $money }</b>
referrals-pending = Kutilmoqda: { $money }
referrals-reserved = Toʻlov uchun ajratilgan: { $money }
referrals-debt = Minus doʻstingizga pul qaytarilgani sababli paydo boʻldi. Keyingi bonuslar uni yopadi.
referrals-payout-open = ⏳ { $card } kartasiga { $sum } soʻralgan, { $day }.
referrals-payout-minimum = Kartaga { $minimum } dan boshlab yechib olish mumkin.
referrals-withdraw = 💸 Kartaga yechib olish
referrals-withdraw-sum = 💸 { $sum } yechib olish
referrals-payout-back = ↩️ Soʻrovni qaytarib olish
referrals-ask-card = <b>{ $sum }</b> yechib olamiz. Karta raqamini yuboring: xodim soʻrovni tekshirgach, pulni oʻtkazamiz. Raqamli xabarni darhol suhbatdan olib tashlaymiz.
referrals-share = 📨 Doʻstga yuborish
referrals-share-text = { $brand } ni tavsiya qilaman. Mening havolam orqali oching
referrals-copy = 📋 Nusxalash
referrals-picture = 🔳 QR-kod
referrals-picture-page =
    Doʻstingiz kamerani kodga qaratsin.

    { $link }
referrals-history = 🧾 Bonuslarim

referrals-history-title =
    <b>Bonuslarim</b>

    { $count ->
        [0] Hozircha yoʻq: bonus doʻstingizning birinchi toʻlovi bilan keladi.
       *[other] Jami { $count } ta bonus.
    }
referrals-row =
    { $day } · <b>{ $money }</b>
    { $state }
referrals-row-clawed = Pul qaytarilgani uchun { $money } olindi, { $left } qoldi.
referrals-state-pending = { $day } kuni mavjud boʻladi
referrals-state-available = Mavjud
referrals-state-clawed = Olib qoʻyildi: pul qaytarilgan

referrals-news-earned = 🎁 Doʻstingiz toʻlov qildi, sizga <b>{ $money }</b> bonus yozildi. U { $day } kuni mavjud boʻladi.
referrals-news-released = 🎁 <b>{ $money }</b> bonus endi mavjud: uni keyingi toʻlovga sarflash mumkin.
referrals-news-clawed = Doʻstingizga pul qaytarildi, shuning uchun bonus <b>{ $money }</b> ga kamaydi.

referrals-gains = 📊 Oylar boʻyicha natijalar
referrals-gains-mine = <b>Natijalarim</b> · { $month }
referrals-gains-theirs = <b>{ $name }</b> · { $month }
referrals-gains-people =
    Havola orqali kelganlar: { $came }
    Toʻlaganlar: { $paid }
referrals-gains-source =
    <b>{ $name }</b>
    { $count } ta toʻlov, bonuslar { $earned }
referrals-gains-study = Oʻqishda yordam
referrals-gains-hours = Yordam bilan bir soat
referrals-gains-before = ‹ Oldinroq
referrals-gains-after = Keyinroq ›

referrals-partners =
    <b>Hamkorlar</b>

    { $count } kishi mijoz olib kelyapti.
referrals-partners-none =
    <b>Hamkorlar</b>

    Hozircha hech kim hech kimni olib kelmagan.
referrals-partner-row = { $name } · { $percent } % · { $came }/{ $paid }
referrals-partner =
    <b>{ $name }</b> · № { $id }

    Kelganlar: { $came }, toʻlaganlar: { $paid }
referrals-share-own = Ulush: { $percent } %, shaxsiy
referrals-share-common = Ulush: { $percent } %, umumiy
referrals-month = { $month }: kelganlar { $came }, toʻlaganlar { $paid }, bonuslar { $earned }
referrals-set-share = ✏️ Ulush
referrals-reset-share = ↩︎ Umumiy ulush
referrals-person = 👤 Odam kartasi
referrals-ask-share =
    <b>{ $name }</b>: hozir { $percent } %.

    Yangi ulushni foizda yozing, 0 dan { $limit } gacha. Avvalgi bonuslar oʻzgarmaydi.
referrals-risk-calm = 🟢 Shubhali narsa yoʻq. Xavf bahosi: 100 dan { $score }
referrals-risk-look = 🟡 Koʻrib chiqishga arziydi. Xavf bahosi: 100 dan { $score }
referrals-risk-ask = 🔴 Toʻlovdan oldin aniqlab oling. Xavf bahosi: 100 dan { $score }
referrals-note-own-work = • Oʻzi olib kelganlar uchun toʻlangan ishni { $count } marta oʻzi bajargan
referrals-note-burst = • Bir soat ichida { $count } kishi keldi, lekin deyarli hech kim toʻlamayapti
referrals-note-one-payer = • { $count } ta toʻlov, hammasi bir kishidan
referrals-note-unfinished = • { $count } ta toʻlov, lekin bironta ish tugamagan
referrals-note-quiet = • Koʻpdan beri yangi odam yoʻq, bonuslar esa kelyapti
referrals-error-share = Bu ulush emas. 0 dan { $limit } gacha son yozing, masalan 7 yoki 7,5.

referrals-become = 🤝 Hamkor boʻlish
referrals-apply =
    <b>Hamkorlik</b>

    Koʻp odam olib keladiganlarga toʻlovlardan alohida foiz beramiz.
referrals-apply-ask = Havolani qayerda va kimlarga ulashishingizni yozing: kanal, blog, klub, u yerda necha kishi bor. { $limit } belgigacha.
referrals-apply-waits = ⏳ Ariza { $day } kuni yuborildi. Javob shu yerga keladi.
referrals-apply-about = <i>{ $text }</i>
referrals-apply-refused = Oldingi ariza rad etildi: { $reason }
referrals-unapply = ↩️ Arizani qaytarib olish
referrals-apply-again = 🤝 Yangi ariza berish
referrals-news-approved = 🤝 Endi siz bizning hamkorimizsiz! Foizingiz va havolangiz «Doʻstlarni taklif qilish» sahifasida.
referrals-news-refused =
    Afsuski, hamkorlik arizasi rad etildi.

    Sababi: { $reason }
referrals-news-applied = 🤝 <b>Yangi hamkorlik arizasi</b>
referrals-open-application = Arizani ochish
referrals-applications-open = 🆕 Arizalar · { $count }
referrals-applications =
    <b>Hamkorlik arizalari</b>

    { $count ->
        [0] Yangi ariza yoʻq.
       *[other] { $count } ta ariza javob kutmoqda.
    }
referrals-application =
    <b>{ $name }</b> · № { $id }

    <i>{ $text }</i>

    Havola orqali kelganlar: { $came }, toʻlaganlar: { $paid }
referrals-applied = Ariza vaqti: { $at }
referrals-approve = ✅ Qabul qilish
referrals-refuse = ✖️ Rad etish
referrals-was-approved = ✅ Qabul qilingan.
referrals-was-refused = ✖️ Rad etilgan: { $reason }
referrals-ask-refusal = Nima uchun rad etamiz? { $name } sababini oʻqiydi. { $limit } belgigacha.
referrals-error-partner = Siz allaqachon hamkorsiz.
referrals-error-decided = Ariza endi qaror kutmayapti.
referrals-error-text = { $limit } belgigacha matn kerak.
referrals-payouts = 💳 Pul yechishlar
referrals-payouts-title = <b>Pul yechishlarim</b>
referrals-payout-row =
    <b>{ $sum }</b>, karta { $card }, { $day }
    { $status }
referrals-payout-reference = Oʻtkazma raqami: { $text }
referrals-error-waits = Arizangiz allaqachon koʻrib chiqilmoqda.
referrals-error-soon = Yangi arizani oldingisidan bir kun oʻtib yuborish mumkin.
referrals-apply-later = Yangi arizani { $at } dan boshlab yuborish mumkin.
referrals-was-withdrawn = ↩️ Qaytarib olingan.
