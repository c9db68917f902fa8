# Oʻz sayohatim: sayohatchilarning soʻrovlari va agentliklarning takliflari.
trips-home = 🧭 Oʻz sayohatim
trips-list = 📋 Soʻrovlarim
trips-mine =
    <b>Soʻrovlarim</b>

    { $count ->
        [0] Qayerga borishni xohlashingizni ayting, agentliklar oʻz variantlarini taklif qiladi.
       *[other] Soʻrovni tanlang yoki yangisini tuzing.
    }
trips-begin = 🧭 Sayohat tuzish
trips-go-on = ✏️ Qoralamani davom ettirish
trips-ask-place =
    <b>Qayerga boramiz?</b>

    Shaharlarni belgilang yoki joyni oʻz soʻzlaringiz bilan yozing, { $limit } belgigacha.
trips-place = Joy: { $text }
trips-ask-when =
    <b>Qachon boshlaymiz?</b>

    Kunni yoki butun oyni tanlang.
trips-when = Tanlangan: { $when }
trips-whole-month = Istalgan kun: { $month }
trips-flexible =
    { $days ->
        [0] Aniq
       *[other] ±{ $days } kun
    }
trips-about = { $day } ± { $days } kun
trips-ask-days =
    <b>Necha kunga?</b>

    Tanlang yoki son yozing, { $most } dan oshmasin.
trips-ask-party = <b>Kim boradi?</b>
trips-ask-budget =
    <b>Hamma uchun byudjet qancha?</b>

    Valyutani tanlab, summani yozing. Masalan: 60 000
trips-budget = Byudjet: { $sum }
trips-any-budget = byudjet muhim emas
trips-currency-rub = ₽ rubl
trips-currency-uzs = soʻm
trips-ask-transport =
    <b>Nimada boramiz?</b>

    Bir nechtasini belgilash mumkin. Farqi boʻlmasa, davom eting.
trips-ask-wishes =
    <b>Yana nima muhim?</b>

    Ovqat, mehmonxona, surʼat, gid tili. { $limit } belgigacha. Telefon va manzil yozish shart emas.
trips-wishes = Istaklar: { $text }
trips-no-wishes = Istaklarsiz
trips-wanted =
    📍 { $places }
    📅 { $when } · { $days }
    👥 { $party }
    💰 { $budget }
trips-summary = <b>Sizning soʻrovingiz</b>
trips-summary-next = Agentliklar uni kontaktlaringizsiz koʻradi va { $days } kun ichida javob bera oladi.
trips-submit = 📨 Agentliklarga yuborish
trips-edit-place = 📍 Qayerga
trips-edit-when = 📅 Qachon
trips-edit-days = 🗓 Necha kun
trips-edit-party = 👥 Kim boradi
trips-edit-budget = 💰 Byudjet
trips-edit-transport = 🚌 Transport
trips-edit-wishes = ✍️ Istaklar
trips-head = <b>{ $number }-soʻrov</b>
trips-status-open =
    ⏳ Takliflarni kutyapmiz, { $left } qoldi.
    { $count ->
        [0] Hozircha yoʻq: agentlik javob berishi bilan yozamiz.
       *[other] Takliflar: { $count }
    }
trips-status-chosen = ✅ Taklif tanlangan.
trips-status-cancelled = ↩️ Soʻrov bekor qilingan.
trips-status-expired = ⌛ Soʻrov muddati tugadi.
trips-compare = 💬 Takliflarni solishtirish: { $count }
trips-cancel = Soʻrovni bekor qilish
trips-ask-cancel = { $number }-soʻrov bekor qilinsinmi? Agentliklar unga endi javob bera olmaydi.
trips-left-days = { $days } kun
trips-compare-title =
    <b>Takliflar</b>

    { $count ->
        [0] Hozir tanlash uchun taklif yoʻq.
       *[other] Tanlash yoki savdolashish uchun istalganini oching.
    }
trips-offer =
    🏢 <b>{ $agency }</b>
    Hamma uchun <b>{ $sum }</b>, bir kishiga taxminan { $each }
    📅 { $days }
trips-valid = ⏳ Yana { $left } amal qiladi
trips-based-on = «{ $tour }» turi asosida
trips-rounds = <b>Savdolashuv</b>
trips-side-traveller = Sayohatchi
trips-side-agency = Agentlik
trips-round = { $who }: { $said }
trips-turn-agency = Agentlik javobini kutyapmiz. Hozirgi narxda tanlash ham mumkin.
trips-offer-chosen = ✅ Siz bu taklifni tanladingiz.
trips-offer-withdrawn = ↩️ Agentlik taklifni qaytarib oldi.
trips-offer-declined = ✖️ Siz bu taklifdan voz kechdingiz.
trips-offer-over = ⌛ Bu taklif endi amal qilmaydi.
trips-choose = ✅ { $sum } ga tanlash
trips-counter = 💬 Savdolashish
trips-decline = ✖️ Voz kechish
trips-ask-counter =
    <b>{ $agency }</b> { $sum } soʻrayapti.

    Hamma uchun oʻz narxingizni, savolingizni yoki ikkalasini yozing. Masalan: 42 000, tushliksiz boʻlsa. { $limit } belgigacha.
trips-ask-choose =
    «{ $agency }» taklifi <b>{ $sum }</b> ga tanlansinmi?
    📅 { $days } · { $party }

    Boshqa agentliklarga rad javobi boradi, sizda esa toʻlash uchun { $hours } soat boʻladi. Toʻlovgacha bekor qilish bepul.
trips-chosen = ✅ <b>Kelishdik!</b> Bron yaratildi, endi uni toʻlash qoldi.
trips-open = 🧭 Soʻrovni ochish
trips-open-offer = 💬 Taklifni ochish
trips-open-all = 📋 Barcha takliflar

trips-desk-button = 🧭 Sayohat soʻrovlari · { $count }
trips-desk =
    <b>Sayohat soʻrovlari</b>

    { $count ->
        [0] Hozir hech kim hech narsa izlamayapti.
       *[other] Javob berish uchun soʻrovni tanlang.
    }
trips-desk-left = ⏳ Yana { $left } javob berish mumkin.
trips-desk-over = ⌛ Soʻrov yopilgan.
trips-make-offer = 💬 Taklif qilish
trips-my-offer = 💬 Bizning taklif · { $sum }
trips-which-tour =
    { $count ->
        [0] Avval kamida bitta tur kerak, qoralama boʻlsa ham: bron shu boʻyicha boʻladi.
       *[other] <b>Qaysi tur asosida?</b> Qoralama ham boʻladi, dasturni soʻz bilan yozasiz.
    }
trips-my-head =
    <b>{ $number }-soʻrovga taklif</b>
    👥 { $party }
    🗺 { $tour }
    📅 { $days }
    💰 Hamma uchun { $sum }
    ⏳ Yuborilgandan keyin { $hours } soat amal qiladi
trips-my-draft = ✏️ Hali yuborilmagan.
trips-my-open = ⏳ Sayohatchi oʻylayapti, { $left } qoldi.
trips-my-countered = 💬 Sayohatchi <b>{ $sum }</b> soʻrayapti.
trips-my-asked = 💬 Sayohatchi javob kutyapti.
trips-my-chosen = ✅ Taklif tanlandi.
trips-my-over = ⌛ Taklif endi amal qilmaydi.
trips-my-declined = ✖️ Sayohatchi voz kechdi.
trips-my-withdrawn = ↩️ Qaytarib olingan.
trips-send = 📨 Yuborish
trips-agree = ✅ { $sum } ga rozi boʻlish
trips-reply = 💬 Javob berish
trips-set-price = 💰 Narx
trips-set-text = 📝 Nimalar kiradi
trips-set-day = 📅 Sana
trips-set-days = 🗓 Kunlar
trips-set-tour = 🗺 Tur
trips-set-valid = ⏳ Muddat
trips-withdraw = ↩️ Qaytarib olish
trips-ask-price =
    <b>Sayohat hamma uchun qancha turadi?</b>
    👥 { $party }

    Summani yozing. Masalan: 58 000
trips-ask-included =
    <b>Nimalar kiradi?</b>

    Dastur, mehmonxona, ovqat, transport. { $limit } belgigacha.
trips-ask-offer-days = Necha kunga? Son yozing, { $most } dan oshmasin.
trips-ask-reply = Hamma uchun yangi narxni, javobni yoki ikkalasini yozing. { $limit } belgigacha.
trips-ask-day = <b>Qachon boshlaymiz?</b> Soʻrovda: { $when }
trips-ask-valid = Taklif qancha amal qiladi?
trips-ask-withdraw = Taklif qaytarib olinsinmi? Sayohatchi uni endi tanlay olmaydi.

trips-news-asked = 🧭 <b>Sayohat izlashyapti</b>
trips-news-offered = 💬 <b>{ $agency }</b> { $number }-soʻrov boʻyicha <b>{ $sum }</b> ga sayohat taklif qilyapti.
trips-news-changed = 💬 <b>{ $agency }</b> { $number }-soʻrov boʻyicha javob berdi: endi <b>{ $sum }</b>.
trips-news-withdrawn = ↩️ <b>{ $agency }</b> { $number }-soʻrov boʻyicha taklifini qaytarib oldi.
trips-news-countered = 💬 <b>{ $number }-soʻrov boʻyicha javob</b>
trips-news-declined = ✖️ { $number }-soʻrov boʻyicha taklifdan voz kechishdi.
trips-news-chosen = 🎉 <b>Sizni tanlashdi!</b> { $number }-soʻrov, { $sum }. Toʻlovni kutyapmiz.
trips-news-passed = { $number }-soʻrov boʻyicha boshqa taklif tanlandi.
trips-news-cancelled = ↩️ { $number }-soʻrov bekor qilindi.
trips-news-lapsed = ⌛ { $number }-soʻrov boʻyicha taklifingiz muddati tugadi, u endi amal qilmaydi.
trips-news-closed = ⌛ { $number }-soʻrov muddati tugadi, sayohatchi hech kimni tanlamadi.
trips-news-expired = ⌛ { $number }-soʻrov muddati tugadi. Yangisini tuzish mumkin.
trips-news-waiting = 🔔 { $number }-soʻrov boʻyicha takliflar bor, ularning muddati cheklangan.

trips-error-not-text = Bu yerda matn kerak.
trips-error-moved = Endi buni qilib boʻlmaydi: soʻrov yoki taklif oʻzgargan.
trips-error-changed = Taklif oʻzgardi. Endi unda nima borligini koʻring.
trips-error-lapsed = Taklif muddati tugadi.
trips-error-blocked = Agentlik hozir maydonchada ishlamayapti.
trips-error-too-many = Ochiq soʻrovlar { $count } tadan oshmasligi kerak. Javobni kuting yoki bittasini bekor qiling.
trips-error-missing = Avval shu savolga javob bering.
trips-error-incomplete = Avval narx va nimalar kirishini koʻrsating.
trips-error-text = Matn boʻsh yoki juda uzun.
trips-error-price = Noldan katta summa kerak. Masalan: 45 000
trips-error-number = Bunday son mos emas.
trips-error-day = Bunday kun mos emas: kelajakdagi, bir yildan uzoq boʻlmagan kun kerak.
trips-error-party = Kamida bitta katta kerak, guruh esa juda katta boʻlmasin.
