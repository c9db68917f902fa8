thread-of-order = № { $id } buyurtma
thread-of-hour = № { $id } yordam soati
thread-name-me = Siz
thread-name-client = Buyurtmachi
thread-name-guest = Mijoz
thread-name-executor = Ijrochi { $number }
thread-name-someone = Ijrochi
thread-name-operator = Operator
thread-name-staff = Yordam xizmati
thread-name-both = Buyurtmachi va ijrochi

thread-head = 💬 <b>{ $name }</b> · { $subject }
thread-reply = ↩️ Javob berish
thread-write =
    ✍️ <b>{ $whom }</b> · { $subject }

    Yozing: matn, rasm, fayl, ovoz va video boricha yetkaziladi. Xabar ostidagi 👌 belgisi uni olganimizni bildiradi.
thread-write-rule = Telefon, havola va niklarni yashiramiz: butun suhbat shu yerda qoladi, nizo chiqsa, tayanadigan narsangiz boʻladi.
thread-masked-yours = Xabaringizdan yashirdik: { $reasons }. Qolgani yetkazildi. Xizmatdan tashqaridagi kelishuvlarga kafolat ham, pul qaytarish ham yoʻq.
thread-masked-theirs = <i>Xizmat yashirdi: { $reasons }. Boshqa chatlarga oʻtmang: u yerda kafolat ham, pul qaytarish ham yoʻq.</i>
thread-leave = ✖️ Tugatish
thread-left = Chat yopildi: { $subject }. Istalgan payt qaytishingiz mumkin.

thread-read = 📜 Yozishmalar
thread-title =
    <b>Yozishmalar</b> · { $subject }

    { $count ->
        [0] Hali hech kim yozmagan.
       *[other] { $count } ta xabar.
    }
thread-line =
    <i>{ $at }</i> <b>{ $name }</b>
    { $text }
thread-line-file = 📎 { $number }: { $kind }
thread-as-file = ⬇️ Yozishmalarni yuklab olish
thread-file = Yozishmalar: { $subject }
thread-file-title = Yozishmalar: { $subject }
thread-write-other = ✍️ Yozish
thread-write-staff = 🛟 Yordam xizmatiga yozish
thread-to-client = ✍️ Buyurtmachiga
thread-to-executor = ✍️ Ijrochiga
thread-to-both = ✍️ Ikkalasiga

thread-error-nobody = Narigi tomonda hozircha hech kim yoʻq: ijrochi hali tayinlanmagan.
thread-error-closed = Bu chat hozir yopiq. Yozishmalar qoladi, savol boʻlsa, yordam xizmatiga yozing.
thread-error-kind = Bunday xabarni yetkaza olmaymiz. Matn, rasm, fayl, ovoz yoki video yuboring.
thread-error-contact = Kontaktlarni yetkazmaymiz: suhbat shu yerda qoladi.
thread-error-long = Juda uzun: { $limit } belgigacha sigʻadi. Xabarni boʻlib yuboring.

contact-phone = telefon
contact-email = pochta
contact-handle = nik
contact-link = havola
contact-messenger = messenjer kontakti
contact-card = karta raqami

file-photo = rasm
file-document = fayl
file-voice = ovozli xabar
file-video = video
file-audio = audio
file-video_note = videoxabar
file-animation = animatsiya
file-sticker = stiker
