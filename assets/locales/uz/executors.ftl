menu-work = 🧰 Ijrochi kabineti
profile-become-executor = 🧰 Ijrochi boʻlish
command-work = Ijrochi kabineti

# Ariza.
executors-invitation =
    <b>Ijrochi boʻlish</b>

    Ijrochilar talabalarga yordam beradi: maslahat beradi, tekshiradi, tushuntiradi, tarjima qiladi. Buyurtmalarni oʻzingiz tanlaysiz va narxning { $share }% ini olasiz. Buyurtmachilar bilan bot orqali gaplashasiz, bir-biringizning ism va kontaktlaringizni koʻrmaysiz.

    Oʻzingiz haqingizda yozing: bir-ikki daqiqa ketadi, javob shu yerga keladi.
executors-begin = ✍️ Arizani toʻldirish
executors-go-on = ✍️ Davom etish
executors-ask-subjects = Qaysi fan va ish turlarida kuchlisiz? Masalan: statistika, ekonometrika, kurs ishini tekshirish.
executors-ask-experience = Tajribangiz haqida yozing: qayerda oʻqigansiz va ishlagansiz, talabalarga nimada yordam bergansiz.
executors-ask-samples =
    Ishlaringizdan namunalar yuboring, { $limit } tagacha fayl. Ularsiz ham boʻladi.

    { $count ->
        [0] Hozircha bitta ham yoʻq.
       *[other] { $count } ta fayl bor.
    }
executors-ask-card = Ishlab topganingizni oʻtkazish uchun karta raqamini yuboring. Uni shifrlangan holda saqlaymiz, raqam yozilgan xabar esa chatdan darhol oʻchiriladi.
executors-next = Keyingisi ›
executors-skip = Oʻtkazib yuborish ›
executors-draft = <b>Arizangiz</b> hali yuborilmagan. Hammasi toʻgʻrimi, tekshirib oling.
executors-applied = <b>Ariza yuborildi</b>: { $at }. Oʻqib chiqib, shu yerda javob beramiz.
executors-refused =
    <b>Ariza hozircha qabul qilinmadi.</b>

    Sababi: { $reason }

    Uni tuzatib, qayta yuboring.
executors-approved = <b>Siz ijrochisiz.</b> Buyurtmachilar sizni «Ijrochi { $number }» deb koʻradi.
executors-paused = ⏸ Yangi buyurtmalar hozircha kelmaydi. Sababi: { $reason }
executors-fields =
    <b>Fanlar:</b> { $subjects }
    <b>Tajriba:</b> { $experience }
    <b>Namunalar:</b> { $samples }
    <b>Karta:</b> { $card }
executors-send = 📨 Arizani yuborish
executors-edit-subjects = ✏️ Fanlar
executors-edit-experience = ✏️ Tajriba
executors-edit-samples = 📎 Namunalar
executors-edit-card = 💳 Karta
executors-card-kept = { $card } kartasi saqlandi, raqam yozilgan xabar oʻchirildi.

# Xodimlar qarori.
executors-review = Ijrochi arizasi: <b>{ $name }</b>, raqami { $number }
executors-review-approved = ✅ Qabul qilindi.
executors-review-refused = ✖️ Rad etildi. Sababi: { $reason }
executors-review-paused = ⏸ Toʻxtatib turilgan. Sababi: { $reason }
executors-samples = 📎 Namunalar: { $count }
executors-approve = ✅ Qabul qilish
executors-refuse = ✖️ Rad etish
executors-ask-reason = <b>{ $name }</b>: nima uchun rad etyapmiz? Sababni odamning oʻzi ham koʻradi. { $limit } belgigacha.
executors-news-approved = 🎉 Arizangiz qabul qilindi! Endi siz ijrochisiz, buyurtmachilar sizni «Ijrochi { $number }» deb koʻradi.
executors-news-refused =
    Ijrochi arizasi hozircha qabul qilinmadi.

    Sababi: { $reason }
executors-news-paused = ⏸ Siz uchun yangi buyurtmalarni toʻxtatib turdik. Qoʻlingizdagilari sizda qoladi. Sababi: { $reason }
executors-news-resumed = ▶️ Yangi buyurtmalar yana kela boshlaydi.
executors-news-limit = Endi qoʻlingizda boʻlishi mumkin boʻlgan buyurtmalar soni: { $limit }.
executors-news-share = Endi yangi buyurtmalar narxidagi ulushingiz: { $share }%.
executors-again = ✍️ Arizani tuzatish

# Kabinet.
executors-panel =
    <b>{ $number }-ijrochi kabineti</b>

    Ishda: { $limit } tadan { $work } ta.
executors-panel-rating = ⭐ { $count } ta sharh boʻyicha { $stars }.
executors-panel-waiting = ❔ { $count } ta buyurtma javobingizni kutyapti.
executors-board = 📋 Buyurtmalar doskasi: { $count }
executors-work = 🛠 Ishda: { $count }
executors-offers = ✋ Takliflar: { $count }
executors-money = 💰 Daromad
executors-history = 🗂 Tarix
executors-board-title =
    <b>Buyurtmalar doskasi</b>

    { $count ->
        [0] Mos buyurtmalar hozircha yoʻq. Yangilari kelganda yozamiz.
       *[other] { $count } ta buyurtma.
    }
executors-board-shown = Koʻrsatilgan: { $filter }
executors-filter = ⚙️ Filtr
executors-filter-ask = Nimani va qanday tartibda koʻrsataylik?
executors-any-kind = Barcha turlar
executors-whenever = Istalgan muddat
executors-within = { $days } kun ichida
executors-sort-new = yangilari
executors-sort-soon = shoshilinchlari
executors-sort-dear = qimmatlari
executors-show = 👀 Koʻrsatish
executors-offers-title =
    <b>Takliflarim</b>

    { $count ->
        [0] Ochiq takliflar yoʻq.
       *[other] Ochiq: { $count } ta.
    }
executors-work-title =
    <b>Ishda</b>

    { $count ->
        [0] Hozir hech narsa yoʻq. Doskaga qarab koʻring.
       *[other] Buyurtmalar: { $count } ta. Eng shoshilinchlari yuqorida.
    }
executors-history-title =
    <b>Tarix</b>

    { $count ->
        [0] Tugallangan buyurtmalar hali yoʻq.
       *[other] Buyurtmalar: { $count } ta.
    }

# Buyurtma.
executors-order =
    <b>№ { $id } buyurtma</b> · { $kind }
    { $status }
executors-status-open = Buyurtmachi takliflarni kutyapti
executors-status-free = Toʻlangan va boʻsh
executors-status-lost = Endi mavjud emas
executors-status-draft = Qoralama
executors-status-submitted = Buyurtmachi takliflarni kutyapti
executors-status-quoted = Narx kelishilmoqda
executors-status-awaiting_payment = Toʻlov kutilmoqda
executors-status-paid = ❔ Sizga biriktirilgan, javobingiz kutilmoqda
executors-status-in_progress = 🛠 Ishda
executors-status-delivered = 📤 Topshirildi, buyurtmachi koʻryapti
executors-status-changes_requested = 🔁 Buyurtmachi tuzatish soʻrayapti: tafsilotlari chatda
executors-status-disputed = ⚖️ Nizo: jamoa hal qiladi
executors-status-completed = ✅ Qabul qilindi
executors-status-refunded = ✖️ Pul qaytarilishi bilan tugadi
executors-status-cancelled = ✖️ Bekor qilindi
executors-status-expired = ✖️ Muddati oʻtdi
executors-order-subject = <b>Fan:</b> { $text }
executors-order-topic = <b>Mavzu:</b> { $text }
executors-order-details = <b>Tafsilotlar:</b> { $text }
executors-order-volume = <b>Hajmi:</b> { $text }
executors-order-due = <b>Muddat:</b> { $day } gacha
executors-order-budget = <b>Buyurtmachi byudjeti:</b> { $budget }
executors-order-price = <b>Narx:</b> { $price }
executors-order-share = <b>Sizga:</b> { $share }
executors-order-offer =
    ✋ <b>Taklifingiz:</b> { $days } kunda { $price }
    { $note }
executors-order-accept = ⏳ Javob berishga { $left } qoldi, { $until } gacha. Keyin buyurtma boshqalarga taklif qilinadi.
executors-order-delivered = 📦 { $number }-versiya topshirildi: { $at }.
executors-order-more = ⏳ Muddatni { $day } gacha uzaytirishni soʻradingiz. Buyurtmachi javobini kutyapmiz.
executors-order-warranty = Kafolat { $day } gacha: shu kungacha buyurtmachi savol berishi mumkin.
executors-order-ended = <b>Jamoa qarori:</b> { $reason }
executors-span = { $hours } soat { $minutes } daqiqa
executors-offer = ✋ Narx va muddat taklif qilish
executors-offer-change = ✏️ Oʻzgartirish
executors-offer-withdraw = ↩️ Qaytarib olish
executors-take = 🤝 Ishga olish
executors-files = 📎 Buyurtma fayllari: { $count }
executors-accept = ✅ Bajaraman
executors-decline = ✖️ Rad etish
executors-decline-ask = № { $id } buyurtmadan voz kechasizmi? U boshqa ijrochilarga taklif qilinadi.
executors-deliver = 📤 Ishni topshirish
executors-more = ⏳ Koʻproq vaqt soʻrash
executors-write = 💬 Buyurtmachiga yozish
executors-dispute = ⚖️ Jamoani chaqirish
executors-dispute-ask = Nima boʻldi? Bitta xabarda yozing, { $limit } belgigacha. Ish toʻxtaydi, biz yozishmani oʻqib, pulni qanday boʻlishni hal qilamiz.
executors-ask-price = № { $id } buyurtma. Qancha narxga bajarasiz? Narxni rublda yozing.
executors-ask-days = Necha kunda bajarasiz? 1 dan { $limit } gacha son yozing.
executors-ask-note = Buyurtmachiga nima deylik: qanday ishlaysiz, nega aynan sizni tanlasin? { $limit } belgigacha.
executors-parcel =
    <b>№ { $id } buyurtmani topshiramiz</b>

    Fayllarni yuboring, { $limit } tagacha. Hammasi kelgach, «Keyingisi» tugmasini bosing.

    { $count ->
        [0] Fayllar hozircha yoʻq.
       *[other] Fayllar: { $count } ta
    }
executors-parcel-file = • { $name }
executors-unpack = 🗑 Boshidan boshlash
executors-ask-delivery =
    { $count ->
        [0] Fayllar yoʻq. Buyurtmachiga javob yozing: u topshirilgan ish sifatida ketadi.
       *[other] { $count } ta fayl tayyor. Bir-ikki soʻz yozing, shunda ish buyurtmachiga ketadi.
    } { $limit } belgigacha.
executors-deliver-bare = 📤 Soʻzsiz topshirish
executors-ask-day = Hozirgi muddat: { $day }. Yangi kunni tanlang.
executors-ask-day-first = Yangi muddat: kunni tanlang.
executors-ask-more = Yangi muddat: { $day }. Nega koʻproq vaqt kerakligini buyurtmachiga tushuntiring. { $limit } belgigacha.

# Pul.
executors-money-page =
    <b>Daromad</b>

    Toʻlanadi: <b>{ $balance }</b>
    Ulushingiz: { $share }%
    Karta: { $card }
executors-no-card = koʻrsatilmagan
executors-card-add = 💳 Karta qoʻshish
executors-card-change = 💳 Kartani almashtirish
executors-payout = 💸 Daromadni yechib olish
executors-payout-ask = <b>{ $amount }</b> { $card } kartasiga oʻtkazilsinmi?
executors-payout-open = ⏳ { $card } kartasiga { $amount } toʻlov soʻralgan: { $at }.
executors-payout-back = ↩️ Soʻrovni qaytarib olish
executors-payout-minimum = Kamida { $minimum } yechib olish mumkin.
executors-entries = 📒 Hisoblangan va toʻlangan
executors-entries-title = <b>Hisoblangan va toʻlangan</b>
executors-entries-none = Bu yer hozircha boʻsh.
executors-entry = { $at } · <b>{ $amount }</b> · { $what }
executors-entry-order = № { $id } buyurtma
executors-entry-payout = toʻlov
executors-entry-other = qayta hisob
executors-older = Avvalgilari ›

executors-open = 📄 Buyurtmani ochish
executors-to-board = 🧰 Kabinetga
executors-news-board = 📋 Doskada yangi buyurtma: № { $id }
executors-news-assigned = 🤝 Sizga № { $id } buyurtma biriktirildi
executors-news-lost = № { $id } buyurtma: buyurtmachi boshqa taklifni tanladi. Taklifingiz uchun rahmat!
executors-news-taken = № { $id } buyurtma endi sizda emas.
executors-news-changes = 🔁 № { $id } buyurtma: buyurtmachi tuzatish soʻrayapti.
executors-news-completed = ✅ № { $id } buyurtma qabul qilindi. Ulushingiz balansingizda.
executors-news-silence = ✅ № { $id } buyurtma oʻz-oʻzidan qabul qilindi: buyurtmachi vaqtida javob bermadi. Ulushingiz balansingizda.
executors-news-more-yes = ⏳ № { $id } buyurtma: buyurtmachi yangi muddatga rozi boʻldi.
executors-news-more-no = № { $id } buyurtma: buyurtmachi yangi muddatga rozi boʻlmadi, eskisi qoladi.
executors-news-disputed = ⚖️ № { $id } buyurtma: nizo ochildi. Jamoa koʻrib chiqib, ikkalangizga yozadi.
executors-news-decided = ⚖️ № { $id } buyurtma: jamoa qaror qildi.
executors-news-yours = Sizning ulushingiz: <b>{ $sum }</b>.
executors-news-nothing = Pul buyurtmachiga qaytadi.
executors-news-cancelled = ✖️ № { $id } buyurtma bekor qilindi.
executors-news-expired = ✖️ № { $id } buyurtma yopildi: muddati oʻtdi.
executors-news-due = ⏰ № { $id } buyurtma: muddatga bir kundan kam qoldi.
executors-news-overdue = ⏰ № { $id } buyurtma: muddat oʻtdi. Ishni topshiring yoki yangi muddatga kelishing.

executors-error-yourself = Oʻz arizangiz haqida oʻzingiz qaror qila olmaysiz.
executors-error-moved = Shundan beri hammasi oʻzgardi. Arizani qayta oching.
executors-error-incomplete = Fanlar va tajribani toʻldiring, shunda arizani yuborish mumkin.
executors-error-empty = Bu yerga matn kerak.
executors-error-long = Juda uzun: { $limit } belgigacha sigʻadi.
executors-error-files = Fayllar juda koʻp: { $limit } ta sigʻadi.
executors-error-not-file = Bu yerga fayl kerak: hujjat, rasm, video yoki yozuv.
executors-error-limit = Ishdagi buyurtmalar 1 dan { $limit } gacha boʻladi.
executors-error-share = Ulush 0 dan 100 foizgacha boʻladi.
executors-error-order-moved = Endi bunday qilib boʻlmaydi: buyurtma oʻzgargan. Uni qayta oching.
executors-error-taken = Bu buyurtmani boshqa ijrochi oldi. Doskada boshqalari ham bor.
executors-error-hands = Qoʻlingiz toʻla: avval ishdagisini topshiring.
executors-error-not-at-work = Hozir yangi buyurtma olmaysiz.
executors-error-own = Bu oʻzingizning buyurtmangiz.
executors-error-soon = Yangi muddat { $day } dan oldin boʻlmasligi kerak.
executors-error-far = Muddatni bunchalik uzoqqa surib boʻlmaydi: bir yil ichidagi kunni tanlang.
executors-error-price = Narxni rublda son bilan yozing: 1 dan 1 000 000 gacha.
executors-error-days = Kunlar sonini 1 dan { $limit } gacha yozing.
executors-error-nothing = Fayl yuboring yoki matn yozing.
executors-error-asked = Siz allaqachon koʻproq vaqt soʻragansiz. Buyurtmachi javobini kuting.
executors-error-file-first = Hozir fayllarni kutyapmiz. Soʻzlarni keyin soʻraymiz: «Keyingisi» tugmasini bosing.

audit-executor-applied = ijrochi arizasi
audit-executor-approved = ijrochi qabul qilindi
audit-executor-refused = ariza rad etildi
audit-executor-paused = ijrochi toʻxtatib turildi
audit-executor-resumed = ijrochi yana ishlayapti
audit-executor-limit = ijrochi limiti
audit-executor-share = ijrochi ulushi
audit-executor-card = ijrochi kartasi
audit-hour-contacts-masked = soat chatida kontaktlar yashirildi
audit-executor = ijrochilar
