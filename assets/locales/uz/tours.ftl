# Turlar: katalog va kartochka.
tours-home =
    <b>Turlar</b>

    Yoqqanini tanlang yoki shahar, sana va narx boʻyicha qidiring.
tours-home-empty =
    <b>Turlar</b>

    Hozircha sotuvda tur yoʻq. Keyinroq kiring: agentliklar har hafta yangilarini qoʻshadi.
tours-by-city = 🏙 Shahar
tours-by-month = 📅 Qachon
tours-by-price = 💰 Narx
tours-search = 🔎 Qidirish
tours-search-again = 🔎 Yana qidirish
tours-all = 🌍 Barcha turlar
tours-kept = ♥ Sevimlilar
tours-bookings = 🎫 Bronlarim
tours-any = Farqi yoʻq
tours-up-to = { $sum } gacha
tours-list =
    <b>{ $chosen }</b>

    { $count ->
        [0] Hech narsa topilmadi. Boshqa shahar, oy yoki narxni tanlab koʻring.
       *[other] { $count } ta tur topildi.
    }
tours-found =
    <b>Qidiruv: { $words }</b>

    { $count ->
        [0] Hech narsa topilmadi. Bitta soʻz yozib koʻring: shahar yoki nomning bir qismi.
       *[other] { $count } ta tur topildi.
    }
tours-found-first = Dastlabki { $count } tasi koʻrsatildi. Qidiruvni toraytirish uchun soʻz qoʻshing.
tours-ask-words = Shaharni yoki tur nomidan bir soʻz yozing.
tours-which-city = Qaysi shahar?
tours-which-month = Qachon bormoqchisiz?
tours-which-price = Bir kattaga qancha toʻlashga tayyorsiz?
tours-rating = ★ { $stars } ({ $count })
tours-length = { $days } kun
tours-card =
    <b>{ $title }</b>
    { $facts }
    🏢 { $agency }
tours-from = Bir kattaga <b>{ $sum }</b> dan
tours-promotion = 🔥 { $name }, { $until } gacha
tours-no-dates = Hozircha sana yoʻq. Yoʻqotmaslik uchun turni sevimlilarga qoʻshing.
tours-nearest = <b>Yaqin sanalar</b>
tours-session =
    { $days } · { $sum } · { $free ->
        [0] joy yoʻq
       *[other] { $free } ta joy qoldi
    }
tours-session-button =
    { $days } · { $sum } · { $free ->
        [0] joy yoʻq
       *[other] { $free } ta joy
    }
tours-dates = 📅 Sanalar va joylar
tours-more = 📖 Batafsil
tours-photos = 🖼 Suratlar ({ $count })
tours-album = 🗂 Barcha suratlar birdan
tours-album-sent = ☝️ «{ $title }» turining barcha suratlari.
tours-keep = ♡ Sevimlilarga
tours-drop = ♥ Sevimlilardan olish
tours-share = 📤 Ulashish
tours-more-title = <b>{ $title }</b>
tours-included =
    <b>Narxga nimalar kiradi</b>
    { $text }
tours-meeting =
    <b>Qayerda uchrashamiz</b>
    { $text }
tours-param = { $name }: { $value }
tours-transports = Transport: { $names }
tours-languages = Tillar: { $names }
tours-about-agency =
    <b>{ $name }</b>
    { $text }
tours-dates-title =
    <b>{ $title }</b>
    { $month }
tours-month-empty = Bu oyda sana yoʻq.
tours-day =
    <b>{ $title }</b>

    Guruhni tanlang.
tours-rule = <b>Siz bekor qilsangiz</b>
tours-rule-step =
    { $days ->
        [0] boshlanguncha { $percent } % qaytaramiz
       *[other] { $days } kun va undan oldin — { $percent } % qaytaramiz
    }
tours-rule-later = keyinroq pul qaytarilmaydi
tours-rule-none = Siz bekor qilsangiz, pul qaytarilmaydi.
tours-message =
    ✉️ <b>{ $agency }</b>
    { $tour }, { $days }

    { $text }

tours-error-moved = Siz qarab turganda hammasi oʻzgardi. Yana oching.
tours-error-blocked = Agentlik bloklangan va hozir sota olmaydi.
tours-error-taken = Bunday nom, kod yoki kassa allaqachon bor.
tours-error-text = Matn boʻsh, juda uzun yoki toʻgʻri kelmaydi.
tours-error-params = Tur parametrlari uning turiga mos emas. Tekshirib koʻring.
tours-error-incomplete = Eʼlon qilish uchun tavsif, narxga nimalar kirishi, uchrashuv joyi, transport va majburiy parametrlar kerak.
tours-error-number = Bunday son toʻgʻri kelmaydi.
tours-error-dates = Bu sanalar toʻgʻri kelmaydi: oʻtib ketgan, juda uzoq yoki tartibi notoʻgʻri.
tours-error-taken-seats = { $count } ta joy band: bundan kam qilib boʻlmaydi.
tours-error-photos = Albomga oʻnta surat sigʻadi.
tours-error-album = Suratlar hozir ochilmayapti. Keyinroq urinib koʻring.
tours-error-rule = Qoidani shunday yozing: 14:100 7:50 — 14 kun oldin hammasini, 7 kun oldin yarmini qaytaramiz.
tours-inline =
    🌍 <b>{ $title }</b>
    { $facts }
tours-inline-next = Eng yaqin sana: { $day }, kattalar uchun <b>{ $sum }</b>
tours-inline-open = 🌍 Turni ochish
tours-inline-all = Botdagi barcha turlar
tours-friends = 👥 Doʻstlaringiz boradi: { $names }
tours-promo =
    🎟 <b>{ $code } promokodi</b>: turga −{ $off }
    { $until } gacha amal qiladi. Bron qilishda kiriting.
tours-promo-minimum = { $sum } dan boshlanadigan bronlar uchun.
tours-promo-tour = 🌍 Turni ochish
tours-promo-copy = 📋 Kodni nusxalash
tours-promo-all = 🌍 Barcha turlar
tours-agency = <b>🏢 { $name }</b>
tours-agency-count =
    { $count ->
        [0] Hozircha turlar yoʻq.
       *[other] Sotuvda { $count } ta tur.
    }
