# Agentlik ustalari: turlar, seanslar, chegirmalar, agentlik kartasi.
maker-tours =
    <b>Agentlik turlari</b>

    { $count ->
        [0] Bu boʻlimda hozircha boʻsh.
       *[other] Oʻzgartirish uchun turni tanlang.
    }
maker-state-draft = ✏️ Qoralama
maker-state-published = 🟢 Eʼlon qilingan
maker-state-archived = 🗂 Arxiv
maker-new = ➕ Yangi tur
maker-ask-title = Tur qanday nomlanadi? { $limit } belgigacha, oʻz tilingizda; boshqa tillarni keyin qoʻshasiz.
maker-tour =
    <b>{ $title }</b>
    { $state }

    Toifa: { $category }
    Turi: { $kind }
    Shahar: { $city }
    Kunlar: { $days }
    Transport: { $transports }
    Gid tillari: { $spoken }
    Matnlar: { $words }
    Suratlar: { $photos }, oldindagi seanslar: { $sessions }
maker-words = 📝 { $lang }
maker-category = 🗂 Toifa
maker-city = 🏙 Shahar
maker-kind = 🧭 Turi
maker-params = 📋 Tafsilotlar
maker-transports = 🚌 Transport
maker-languages = 🗣 Gid tillari
maker-days = 📆 Necha kun
maker-photos = 🖼 Suratlar
maker-session = 📅 Yangi seans
maker-discount = 🔥 Turga chegirma
maker-code = 🎟 Tur uchun promokod
maker-preview = 👀 Sayohatchilar koʻradigan holat
maker-publish = 🚀 Eʼlon qilish
maker-publish-again = 🚀 Yana eʼlon qilish
maker-archive = 🗂 Arxivga olish
maker-lang-ru = Rus tili
maker-lang-uz = Oʻzbek tili
maker-lang-en = Ingliz tili
maker-words-page =
    <b>Matnlar</b> · { $lang }

    <b>Nomi</b>
    { $title }

    <b>Tavsif</b>
    { $description }

    <b>Nimalar kiradi</b>
    { $included }

    <b>Qayerda uchrashamiz</b>
    { $meeting }
maker-field-title = Nomi
maker-field-description = Tavsif
maker-field-included = Nimalar kiradi
maker-field-meeting = Qayerda uchrashamiz
maker-ask-word =
    <b>{ $field }</b> · { $lang }

    Matnni yuboring, { $limit } belgigacha. Oʻchirish uchun «-» yuboring.
maker-choose-category = Tur qaysi toifaga kiradi?
maker-choose-kind = Bu qanday tur? Turi oʻzgarsa, avvalgisining tafsilotlari yoʻqoladi.
maker-choose-city = Tur qayerdan boshlanadi?
maker-choose-transports = Nimada borasiz? Bir nechtasini tanlash mumkin.
maker-choose-languages = Gid qaysi tillarda gapiradi?
maker-ask-days = Tur necha kun davom etadi? 1 dan { $limit } gacha. Mavjud seanslar oʻzgarmaydi.
maker-params-page =
    <b>Tafsilotlar</b>

    Yulduzchalilari eʼlon qilish uchun kerak.
maker-ask-number =
    <b>{ $title }</b>

    { $min } dan { $max } gacha son yozing.
maker-ask-choice = <b>{ $title }</b>
maker-param-none = Koʻrsatilmasin
maker-photos-page =
    <b>Suratlar</b>: { $limit } tadan { $count } ta

    Bitta surat yoki birdaniga albom yuboring. Birinchisi muqova boʻladi. Joyini oʻzgartirish yoki olib tashlash uchun raqamini bosing.
maker-photo-page = <b>{ $number }-surat</b>
maker-photo-cover = ⭐️ Muqova qilish
maker-photo-forward = ◀️ Chapga
maker-photo-out = 🗑 Olib tashlash
maker-ask-archive = «{ $title }» arxivga olinsinmi? Yangi bronlar boʻlmaydi, avvalgilari kuchda qoladi.
maker-error-photo = Bu surat emas. Uni fayl emas, surat sifatida yuboring.
maker-error-title-first = Avval shu tilda nomini yozing.
maker-error-missing = Hozircha eʼlon qilib boʻlmaydi. Yetishmaydi: { $what }.
maker-missing-description = tavsif
maker-missing-included = nimalar kiradi
maker-missing-meeting_point = uchrashuv joyi
maker-missing-transports = transport
planner-day = Seans qaysi kuni boshlanadi?
planner-currency = { $day } seansi. Narx qaysi valyutada?
planner-ask-price = Kattalar oʻrni qancha turadi? Summani yozing, masalan 12 500.
planner-ask-child = Bolalar oʻrni qancha turadi? Kattalarniki kabi boʻlsa, «-» yuboring.
planner-ask-seats = Jami nechta oʻrin? 1 dan { $limit } gacha.
planner-ask-least = Tur boʻlishi uchun necha kishi kerak? 0: istalgancha.
planner-ask-chat = Tur chatiga taklif havolasini yuboring, u https://t.me/ bilan boshlanadi. Uni toʻlaganlar koʻradi. Olib tashlash uchun «-» yuboring.
planner-ask-rule = Sayohatchi bekor qilsa, nima qaytariladi? «necha kun oldin: necha foiz» juftlarini yozing, masalan 14:100 7:50 3:20. Avvalgi bronlar oʻz qoidasida qoladi.
planner-as-adult = kattalarniki kabi
planner-sketch =
    <b>{ $title }</b>
    Boshlanishi { $day }

    Kattalar: { $adult }
    Bolalar: { $child }
    Oʻrinlar: { $seats }
    Guruh uchun eng kami: { $least }
    Ishtirokchilar ismi: { $names }

    Chat va qaytarish qoidasini yaratilgandan keyin sozlaysiz.
planner-make = ✅ Seans yaratish
planner-part-price = 💰 Narx
planner-part-child = 🧒 Bolalar narxi
planner-part-seats = 💺 Oʻrinlar
planner-part-least = 👥 Eng kami
planner-part-chat = 💬 Tur chati
planner-part-rule = ↩️ Qaytarish qoidasi
planner-part-day = 📅 Sana
planner-names-on = 📝 Ismlarni soʻrash
planner-names-off = 📝 Ismlarni soʻramaslik
planner-repeat = 🔁 Takrorlash
planner-every = Necha haftadan keyin takrorlansin?
planner-every-weeks =
    { $count ->
        [1] Har hafta
       *[other] { $count } haftada bir
    }
planner-times =
    { $count ->
        [1] Har hafta
       *[other] { $count } haftada bir
    }. Necha marta?
planner-repeated =
    { $count ->
        [0] Bu kunlarda seanslar bor.
       *[other] { $count } ta seans qoʻshildi.
    }
planner-error-chat = Bu Telegram chatiga taklif emas. Havola https://t.me/ bilan boshlanadi.
planner-discounts =
    <b>Chegirma va promokodlar</b> · { $agency }

    { $count ->
        [0] Hozir hech narsa amal qilmayapti.
       *[other] Hozir amal qiladi:
    }
planner-promote = 🔥 Yangi chegirma
planner-new-code = 🎟 Yangi promokod
planner-ask-promotion = Chegirma qanday nomlansin? Nomini sayohatchilar koʻradi.
planner-ask-code = Qanday promokod? 3 tadan 20 tagacha lotin harfi va raqam, masalan ZIMA10.
planner-ask-off = Qancha chegirma? Foiz yoki summani yozing: 10 %, 1 500 ₽ yoki 50 000 soʻm.
planner-ask-until = Qaysi kungacha (shu kun ham kiradi)? Masalan 31.12.
planner-ask-total = Jami nechta bron uchun? 0: cheklovsiz.
planner-ask-person = Bir kishi necha marta ishlata oladi? 0: cheklovsiz.
planner-ask-minimum = Qaysi narxdan boshlab amal qiladi? Masalan, 5 000 ₽ yoki 500 000 soʻm. 0: har qanday narxda.
planner-promotion =
    🔥 <b>{ $name }</b>: −{ $off }
    { $until } gacha, ishlatilgan: { $used }
planner-code =
    🎟 <b>{ $code }</b>: −{ $off }
    { $until } gacha, ishlatilgan: { $used }
planner-code-copy = 📋 Havolani nusxalash
planner-end = ✖️ Oʻchirish
planner-error-answer = Javob tushunarsiz.
planner-error-code-taken = Bunday promokod bor.
planner-error-name = Bunday nom toʻgʻri kelmaydi.
platform-new = ➕ Yangi agentlik
platform-ask-new = Agentlik qanday nomlanadi? { $limit } belgigacha.
platform-card =
    <b>{ $name }</b>

    <b>Biz haqimizda</b>
    { $about }

    <b>Aloqa</b>
    { $contacts }

    Logotip: { $logo }
platform-terms =
    Komissiya: { $commission } %
    Payme kassasi: { $payme }
    Menejerlar: { $managers }
platform-item-name = ✏️ Nomi
platform-item-about = 📝 Biz haqimizda
platform-item-contacts = ☎️ Aloqa
platform-item-logo = 🖼 Logotip
platform-item-commission = ％ Komissiya
platform-item-payme = 💳 Payme kassasi
platform-item-manager = ➕ Menejer
platform-item-block = ⛔️ Bloklash
platform-managers = 👥 Menejerlar
platform-disconnect = 🔌 Kassani uzish
platform-unblock = ✅ Blokdan chiqarish
platform-ask-name = <b>{ $agency }</b>: yangi nomi? { $limit } belgigacha.
platform-ask-about = <b>{ $agency }</b>: agentlik haqida yozing, { $limit } belgigacha. Oʻchirish uchun «-» yuboring.
platform-ask-contacts = <b>{ $agency }</b>: telefon, pochta, manzil, { $limit } belgigacha. Ularni toʻlaganlar koʻradi.
platform-ask-logo = <b>{ $agency }</b>: logotipni surat sifatida yuboring.
platform-ask-commission = <b>{ $agency }</b>: komissiya necha foiz? Avvalgi bronlar oʻzinikida qoladi.
platform-ask-payme = <b>{ $agency }</b>: Payme Business kabinetidan kassa ID sini yuboring.
platform-ask-manager = <b>{ $agency }</b>: kimni qoʻshamiz? Ismini yoki @nomini yozing. U botni kamida bir marta ochgan boʻlishi kerak.
platform-ask-block = <b>{ $agency }</b>: nega bloklaysiz? Sababini menejerlar koʻradi. Yangi bronlar boʻlmaydi, avvalgilari kuchda qoladi.
platform-ask-key = Endi kassa kaliti. Test kaliti boʻlsa, ikkinchi qatorda yuboring. Xabarni darhol suhbatdan olib tashlaymiz.
platform-ask-disconnect = «{ $agency }» agentligining Payme kassasi uzilsinmi? Uning bronlarini soʻmda toʻlab boʻlmaydi.
platform-managers-page =
    <b>Menejerlar</b> · { $agency }

    { $count ->
        [0] Hozircha hech kim yoʻq. Soʻrovlarni administratorlar oladi.
       *[other] Olib tashlash uchun ismni bosing.
    }
platform-found =
    { $count ->
        [0] «{ $words }» boʻyicha hech kim topilmadi. Boshqacha yozib koʻring.
       *[other] Kimni qoʻshamiz?
    }
platform-ask-remove = Menejer <b>{ $name }</b> olib tashlansinmi? Kabinet yopiladi.
platform-error-merchant = Bu kassa ID si emas: unda faqat lotin harflari va raqamlar boʻladi.
platform-error-desk-taken = Bu kassa boshqa agentlikka ulangan.
