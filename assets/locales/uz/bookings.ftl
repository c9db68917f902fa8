# Tur bronlari.
bookings-head =
    <b>{ $number }-bron</b>
    { $tour }
    { $days } · { $party }
bookings-adults = { $count } katta
bookings-children = { $count } bola
bookings-agency = 🏢 { $name }
bookings-traveller = 👤 { $name }
bookings-nobody = hisob oʻchirilgan
bookings-price-base = Joylar: { $sum }
bookings-price-promotion = { $name }: −{ $sum }
bookings-price-promo = { $code } promokodi: −{ $sum }
bookings-price-total = Toʻlanadi: <b>{ $sum }</b>
bookings-price = Narxi: <b>{ $sum }</b>
bookings-paid = Toʻlangan: { $sum }
bookings-refunded = Qaytarilgan: { $sum }
bookings-left =
    { $hours ->
        [0] { $minutes } daqiqa
       *[other] { $minutes ->
            [0] { $hours } soat
           *[other] { $hours } soat { $minutes } daqiqa
        }
    }
bookings-status-requested = ⏳ Agentlik javobini kutyapmiz, { $left } qoldi. Joylar sizniki.
bookings-status-approved = 💳 Agentlik tasdiqladi. { $left } ichida toʻlang.
bookings-status-paying = 💳 Toʻlov hozir ketyapti.
bookings-status-paid = ✅ Toʻlangan. Koʻrishguncha!
bookings-status-completed = 🏁 Tur oʻtdi.
bookings-status-rejected = ✖️ Agentlik rad etdi.
bookings-status-unanswered = ⌛ Agentlik vaqtida javob bermadi, joylar boʻshatildi.
bookings-status-unpaid = ⌛ Bron vaqtida toʻlanmadi, joylar boʻshatildi.
bookings-status-cancelled = ↩️ Bekor qilingan.
bookings-status-refunded = ↩️ Bekor qilingan, pul qaytarilyapti.
bookings-reason = Sababi: { $text }
bookings-reason-full = Sababi: bu sanalarga joy qolmagan.
bookings-reason-dates = Sababi: sanalar oʻzgardi.
bookings-reason-party = Sababi: tur bunday guruhga mos emas.
bookings-names = Boradiganlar: { $names }
bookings-wish = Istak: { $text }
bookings-contacts = Agentlik bilan aloqa: { $contacts }
bookings-load = { $capacity } joydan { $taken } tasi band

bookings-who =
    <b>{ $tour }</b>
    { $days }

    Katta { $adult }, bola { $child }
    Boʻsh joylar: { $free }
bookings-who-sum = { $party }: <b>{ $sum }</b>
bookings-who-full = Buncha boʻsh joy yoʻq. Kutish roʻyxatiga yozilsangiz boʻladi: joy chiqsa, uni ushlab turamiz va sizga yozamiz.
bookings-count-adults = Kattalar: { $count }
bookings-count-children = Bolalar: { $count }
bookings-next = Davom etish ›
bookings-summary =
    <b>{ $tour }</b>
    🏢 { $agency }
    { $days } · { $party }
bookings-how = Joylar darhol sizniki boʻladi. Agentlikda javob uchun { $minutes } daqiqa, keyin sizda toʻlov uchun { $hours } soat bor. Toʻlovgacha bekor qilish bepul.
bookings-request = ✅ { $sum } ga bron qilish
bookings-code = 🎟 Promokodim bor
bookings-other-code = 🎟 Boshqa promokod
bookings-ask-code = Promokodni yozing.
bookings-ask-names =
    { $count ->
        [1] Boradigan odamning ism va familiyasini yozing.
       *[other] Boradiganlarning ({ $count } kishi) ism va familiyasini yozing, har birini yangi qatordan.
    }

    Har biri { $limit } belgidan oshmasin.
bookings-ask-wish = Agentlikka nima deylik? { $limit } belgigacha.
bookings-sold-out = Bu joylar hozirgina band qilindi. Kutish roʻyxatiga yozilsangiz yoki boshqa sanani tanlasangiz boʻladi.
bookings-wait = 🔔 Kutish roʻyxatiga
bookings-unwait = Kutish roʻyxatidan chiqish
bookings-left-list = Endi joy kutmayapsiz.
bookings-waiting =
    🔔 <b>Siz kutish roʻyxatidasiz</b>
    { $tour }
    { $days } · { $party }
bookings-waiting-before =
    { $count ->
        [0] Navbatda birinchisiz. Joy chiqsa, uni ushlab turamiz va yozamiz.
       *[other] Sizdan oldin { $count } guruh bor. Navbat kelsa, joyni ushlab turamiz va yozamiz.
    }
bookings-offered =
    🔔 <b>Siz uchun joy bor</b>
    { $tour }
    { $days } · { $party }
bookings-offered-until = Uni yana { $left } ushlab turamiz. Keyin navbatdagilarga oʻtadi.
bookings-take-offer = ✅ Bron qilish
bookings-mine =
    <b>Bronlarim</b>

    { $count ->
        [0] Hozircha yoʻq.
       *[other] Jami { $count } ta.
    }
bookings-open = 🎫 Bronni ochish
bookings-pay = 💳 Toʻlash
bookings-receipt = 🧾 Chek
bookings-chat = 💬 Guruh chati
bookings-rate = ⭐ Turni baholash
bookings-add-names = 📝 Kimlar boradi
bookings-other-names = 📝 Ismlarni oʻzgartirish
bookings-add-wish = ✍️ Agentlikka istak
bookings-other-wish = ✍️ Istakni oʻzgartirish
bookings-cancel = Bronni bekor qilish
bookings-to-tour = 🌍 Turga
bookings-cancel-free = { $number }-bron bekor qilinsinmi? Siz hali hech narsa toʻlamagansiz.
bookings-cancel-whole = { $number }-bron bekor qilinsinmi? Hammasini qaytaramiz: { $refund }.
bookings-cancel-part = { $number }-bron bekor qilinsinmi? { $paid } dan { $refund } qaytaramiz.
bookings-cancel-nothing = { $number }-bron bekor qilinsinmi? Turgacha oz vaqt qoldi: { $paid } qaytarilmaydi.

bookings-shelf-requested =
    <b>Javob kutyapti</b>

    { $count ->
        [0] Yangi ariza yoʻq.
       *[other] Jami { $count } ta.
    }
bookings-shelf-approved =
    <b>Toʻlov kutyapti</b>

    { $count ->
        [0] Bunday bron yoʻq.
       *[other] Jami { $count } ta.
    }
bookings-shelf-paid =
    <b>Toʻlangan</b>

    { $count ->
        [0] Bunday bron yoʻq.
       *[other] Jami { $count } ta.
    }
bookings-shelf-past =
    <b>Tugagan va bekor qilingan</b>

    { $count ->
        [0] Bunday bron yoʻq.
       *[other] Jami { $count } ta.
    }
bookings-approve = ✅ Tasdiqlash
bookings-reject = ✖️ Rad etish
bookings-call-off = Bronni bekor qilish
bookings-ask-reason = Nega rad etamiz? Sayohatchi sababini koʻradi.
bookings-why-full = Joy qolmagan
bookings-why-dates = Sanalar oʻzgaradi
bookings-why-party = Tur bu guruhga mos emas
bookings-why-other = Sababsiz
bookings-why-words = ✍️ Oʻzim yozaman
bookings-ask-words = Sababini yozing: sayohatchi uni oʻqiydi.
bookings-call-off-paid = { $number }-bron bekor qilinsinmi? Sayohatchiga hammasi qaytadi: { $refund }.
bookings-call-off-free = { $number }-bron bekor qilinsinmi? U hali toʻlanmagan.

bookings-news-requested = 🆕 <b>Yangi ariza</b>
bookings-news-answer-due = ⏰ <b>Ariza javob kutyapti</b>. Vaqtning yarmi oʻtdi.
bookings-news-approved = ✅ <b>Agentlik bronni tasdiqladi</b>. Endi toʻlash kerak.
bookings-news-payment-due = ⏰ <b>Bron toʻlov kutyapti</b>. Vaqtning yarmi oʻtdi, keyin joylar boʻshatiladi.
bookings-news-rejected = ✖️ <b>Agentlik rad etdi</b>
bookings-news-unanswered = ⌛ <b>Agentlik vaqtida javob bermadi</b>. Joylar boʻshatildi, hech narsa toʻlash kerak emas.
bookings-news-unpaid = ⌛ <b>Bron vaqtida toʻlanmadi</b>. Joylar boʻshatildi.
bookings-news-paid = ✅ <b>Bron toʻlandi</b>. Agentlik bilan aloqa endi bron kartochkasida.
bookings-news-paid-agency = 💰 <b>Bron toʻlandi</b>
bookings-news-cancelled = ↩️ <b>Sayohatchi bronni bekor qildi</b>
bookings-news-called-off = ↩️ <b>Agentlik bronni bekor qildi</b>
bookings-news-session-cancelled = ↩️ <b>Tur boʻlmaydi</b>
bookings-news-reversed = ↩️ <b>Bron puli qaytdi, bron olib tashlandi</b>
bookings-news-reversed-agency = ↩️ <b>Toʻlov qaytarildi, bron olib tashlandi</b>
bookings-news-tomorrow = 🎒 <b>Tur ertaga</b>
bookings-news-refund = { $sum } qaytaramiz.
bookings-news-lapsed = «{ $tour }» turiga, { $days }, siz uchun ushlangan joylar navbatdagilarga oʻtdi.
bookings-news-over = «{ $tour }» turiga, { $days }, boshqa joy boʻlmaydi: yozilish tugadi. Boshqa sanalarni koʻring.
bookings-session-few = ⚠️ «{ $tour }» turiga, { $days }, { $minimum } tadan kam joy toʻlangan. Boshlanishiga 72 soat qolguncha guruh toʻlmasa, tur bekor boʻladi va pul qaytadi.
bookings-session-called-off = ↩️ «{ $tour }» turi, { $days }, bekor qilindi: { $minimum } ta joy toʻlmadi. Pul sayohatchilarga qaytarilyapti.
bookings-open-session = 📅 Sanani ochish

bookings-error-text = Buni soʻz bilan yozing.
bookings-error-wish = Istak juda uzun: { $limit } belgidan oshmasin.
bookings-error-reason = Sabab boʻsh yoki juda uzun.
bookings-error-not-offered = Bu sanalarga endi yozilib boʻlmaydi.
bookings-error-not-full = Joy bor: kutish shart emas.
bookings-error-party = Bunday guruh toʻgʻri kelmaydi: kamida bitta katta kerak.
bookings-error-names = Ismlar joylar soniga teng boʻlsin, har biri yangi qatordan.
bookings-error-price = Narx oʻzgardi. Yangisini koʻring.
bookings-error-price-now = Narx oʻzgardi: endi { $price }.
bookings-error-code-unknown = Bunday promokod yoʻq.
bookings-error-code-time = Bu promokod hozir amal qilmaydi.
bookings-error-code-place = Bu promokod boshqa turlar uchun.
bookings-error-code-used = Bu promokod tugagan.
bookings-error-code-yours = Siz bu promokoddan foydalangansiz.
bookings-error-code-minimum = Bu promokod { $sum } dan boshlab amal qiladi.
bookings-error-asked = Siz bu sanalarga allaqachon yozilgansiz.
bookings-error-holds = Sizda javob yoki toʻlov kutayotgan bronlar juda koʻp. Bittasini toʻlang yoki bekor qiling.
bookings-error-cooldown = Ketma-ket bir nechta broningiz toʻlovsiz qoldi. Yangisini { $until } dan keyin qilsa boʻladi.
bookings-error-moved = Bron holati oʻzgargan. Uni yana oching.
bookings-error-paying = Bron hozir toʻlanyapti. Toʻlov tugashini kuting.
bookings-error-begun = Tur boshlangan.
bookings-error-terms = Shartlar oʻzgardi. Yana qarab chiqing.
