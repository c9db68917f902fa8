menu-study = 🎓 Oʻqishda yordam

study-home =
    <b>Oʻqishda yordam</b>

    Nimada yordam kerakligini tanlang. Avval narxni koʻrasiz, keyin toʻlaysiz; ishni qayta ishlashga qaytarish mumkin.
study-go-on = ✏️ Arizani davom ettirish: { $kind }
study-mine = 📂 Buyurtmalarim
study-kind =
    <b>{ $title }</b>

    { $description }
study-price-fixed = <b>Narxi:</b> { $price }
study-price-quote = <b>Narxi:</b> arizani oʻqib chiqib aytamiz. Bu bepul va sizni hech narsaga majburlamaydi.
study-price-offers = <b>Narxi:</b> ijrochilar oʻz narxini taklif qiladi, siz tanlaysiz.
study-kind-terms =
    <b>Odatdagi muddat:</b> { $days } kun
    <b>Tuzatishlar:</b> { $revisions ->
        [0] kelishuv boʻyicha
       *[other] { $revisions } marta bepul
    }
    Topshirilgan ishga { $accept } kun javob bermasangiz, u qabul qilingan hisoblanadi. Kafolat: qabuldan keyin yana { $warranty } kun.
study-begin = ✍️ Ariza qoldirish
study-field-subject = Fan
study-field-topic = Mavzu
study-field-details = Nima kerak
study-field-deadline = Muddat
study-field-volume = Hajm
study-field-files = Fayllar
study-field-budget = Byudjet
study-line = <b>{ $name }:</b> { $value }
study-line-files = <b>Fayllar:</b> { $count }
study-ask-subject = Qaysi fan? Masalan: ehtimollar nazariyasi.
study-ask-topic = Qaysi mavzu?
study-ask-details = Nima kerakligini yozing: topshiriq, talablar, nima tayyor, qayerda toʻxtab qoldingiz. 3000 belgigacha.
study-ask-deadline = Qaysi kunga kerak? Taqvimdan tanlang yoki yozing, masalan 25.12. Eng erta kun: { $day }.
study-ask-volume = Hajmi qancha ({ $hint })?
study-ask-files =
    Qoʻllanma, topshiriq, qoralama: yordam beradigan hammasini yuboring. Bir nechta faylni birdan yuborsa boʻladi, jami { $limit } tagacha.

    { $count ->
        [0] Hozircha yoʻq.
       *[other] Hozircha { $count } ta fayl.
    }
study-ask-budget = Qancha sarflamoqchisiz, rublda? Bu ijrochilarga yordam beradi, sizni esa majburlamaydi.
study-skip = Oʻtkazib yuborish ›
study-next = Keyingisi ›
study-to-summary = 📄 Arizaga
study-summary = <b>Arizangiz</b> · { $kind }
study-summary-missing = Toʻldirish kerak: { $name }.
study-submit = 📨 Arizani yuborish
study-discard = 🗑 Qoralamani oʻchirish
study-discard-ask = Qoralama fayllari bilan oʻchirilsinmi? Uni qaytarib boʻlmaydi.
study-files = 📎 { $count } ta fayl
study-files-title =
    { $count ->
        [0] Fayllar yoʻq.
       *[other] Arizadan olib tashlash uchun fayl ustiga bosing.
    }
study-file =
    { $kind ->
        [photo] Rasm { $number }
        [voice] Ovozli xabar { $number }
        [video] Video { $number }
        [audio] Audio { $number }
       *[other] Fayl { $number }
    }
study-list = <b>Buyurtmalarim</b>
study-list-empty = Hozircha buyurtmalar yoʻq.
study-row = { $mark } № { $id } · { $kind } · { $status }
study-newest = ⇤ Yangilari
study-older = Oldingilari ›
study-open = 📂 Buyurtmani ochish

study-status-draft = qoralama
study-status-submitted = narx kutilmoqda
study-status-quoted = narx bor
study-status-awaiting-payment = toʻlov kutilmoqda
study-status-paid = toʻlangan
study-status-in-progress = ishda
study-status-delivered = tayyor, sizni kutmoqda
study-status-changes-requested = tuzatilmoqda
study-status-disputed = nizo
study-status-completed = yakunlangan
study-status-refunded = pul qaytarilgan
study-status-cancelled = bekor qilingan
study-status-expired = muddati oʻtgan

study-card =
    <b>Buyurtma № { $id }</b> · { $kind }
    { $topic }

    <b>Hozir:</b> { $status }
study-next-submitted = Ariza qabul qilindi. Narx paydo boʻlishi bilan yozamiz.
study-next-offers = { $count } ta taklif bor. Solishtiring va tanlang yoki yana kuting.
study-next-quoted =
    Narxi: <b>{ $price }</b>, muddati: { $days } kun.
    { $note }
study-next-pay = <b>{ $price }</b> toʻlash qoldi. { $until } gacha kutamiz, keyin buyurtma yopiladi.
study-next-assigned = Toʻlov keldi. Ijrochi tez orada ishga kirishadi.
study-next-paid = Toʻlov keldi. Ijrochi tanlayapmiz.
study-next-work = Ijrochi ishlayapti. Unga shu yerda yozishingiz mumkin.
study-next-delivered =
    Ish tayyor: koʻrib chiqing va { $until } gacha qabul qiling. { $revisions ->
        [0] Bepul tuzatishlar yoʻq.
       *[other] Yana { $revisions } marta bepul tuzatish qoldi.
    }
study-next-rest = Ish tayyor. Hammasi joyida boʻlsa, qolgan <b>{ $rest }</b> ni toʻlang: shu bilan ish qabul qilinadi.
study-next-changes = Ijrochi tuzatishlarni kirityapti.
study-next-disputed = Yozishmani oʻqiyapmiz va qaror qilamiz. Odatda bu bir-ikki kun oladi.
study-next-warranty = Xato topsangiz, { $until } gacha yozing: kafolat hali amalda.
study-next-ended = <b>Sababi:</b> { $reason }
study-fact-executor = <b>Ijrochi:</b> { $number }
study-fact-due = <b>Muddat:</b> { $day }
study-fact-price = <b>Narxi:</b> { $price }
study-fact-paid = <b>Toʻlangan:</b> { $paid }
study-fact-refunded = <b>Qaytaramiz:</b> { $back }
study-extension-asked = ⏳ Ijrochi <b>{ $day }</b> gacha vaqt soʻrayapti: { $reason }
study-extension-yes = ✅ Vaqt berish
study-extension-no = ✖️ Bermaslik
study-see-offers = ✋ Takliflar
study-quote-yes = ✅ Roziman, toʻlovga
study-quote-no = ✖️ Toʻgʻri kelmaydi
study-pay = 💳 Toʻlash
study-pay-rest = 💳 Qolganini toʻlab, qabul qilish
study-deliveries = 📦 Nima topshirildi
study-accept = ✅ Ishni qabul qilish
study-changes = 🔁 Tuzatishga
study-write = ✉️ Yozish
study-thread = 💬 Yozishma
study-brief = 📄 Ariza
study-timeline = 🕓 Tarix
study-cancel = ✖️ Bekor qilish
study-dispute = ⚖️ Muammo
study-brief-title = <b>Ariza № { $id }</b> · { $kind }
study-offers =
    <b>Buyurtma № { $id } uchun takliflar</b>

    { $count ->
        [0] Hozircha yoʻq.
       *[other] Eng arzonlari yuqorida.
    }
study-offer =
    <b>Ijrochi { $number }</b> · { $stars }
    { $price } · { $days } kun
    { $note }
study-stars = ⭐ { $stars } ({ $count } ta sharh)
study-no-reviews = hozircha sharhlar yoʻq
study-offer-choose = { $number } · { $price }
study-offer-ask = Shu taklif tanlansinmi? Keyin toʻlaysiz va ijrochi ishni boshlaydi.
study-offer-yes = ✅ Tanlash
study-got = <b>Buyurtma № { $id } boʻyicha topshirilgan</b>
study-got-one = <b>{ $number }-variant</b> · { $at }
study-got-files = 📎 { $number }-variant · { $count }
study-no-files = Bu variantda faqat matn bor.
study-accept-ask = Ish qabul qilinsinmi? Pul ijrochiga oʻtadi. Kafolat yana { $days } kun amal qiladi.
study-changes-ask = Nimani tuzatish kerak? Bitta xabarda yozing. Bepul tuzatishlar qoldi: { $left }.
study-dispute-ask = Nima boʻldi? Bitta xabarda yozing, { $limit } belgigacha. Yozishmani oʻqib, pulni qanday boʻlishni hal qilamiz.
study-cancel-free = Buyurtma bekor qilinsinmi? Uning uchun hali pul toʻlanmagan.
study-cancel-refund = Buyurtma bekor qilinsinmi? Toʻlaganingizning hammasini qaytaramiz: <b>{ $back }</b>. Odatda pul 1–3 kunda keladi.
study-cancel-staff = Ish boshlangan, shuning uchun buyurtma oʻzi bekor boʻlmaydi. Nima boʻlganini yozing: qancha qaytarishni hal qilamiz.
study-cancel-over = Bu buyurtma yakunlangan.
study-timeline-title = <b>Buyurtma № { $id } tarixi</b>
study-timeline-row = { $at }: { $deed }

study-deed-submitted = ariza yuborildi
study-deed-quoted = narx aytildi
study-deed-quote-accepted = narx qabul qilindi
study-deed-quote-declined = narx toʻgʻri kelmadi
study-deed-offered = yangi taklif
study-deed-offer-withdrawn = taklif qaytarib olindi
study-deed-offer-chosen = taklif tanlandi
study-deed-paid = toʻlov keldi
study-deed-revived = kech toʻlov, buyurtma yana ochiq
study-deed-late-money = kech toʻlov, pul qaytariladi
study-deed-taken = ijrochi buyurtmani oldi
study-deed-assigned = ijrochi tayinlandi
study-deed-started = ish boshlandi
study-deed-declined = ijrochi rad etdi
study-deed-accept-timed-out = ijrochi javob bermadi
study-deed-taken-away = buyurtma ijrochidan olindi
study-deed-delivered = ish topshirildi
study-deed-changes-requested = tuzatishga yuborildi
study-deed-accepted = ish qabul qilindi
study-deed-auto-accepted = avtomatik qabul qilindi
study-deed-extension-asked = ijrochi vaqt soʻradi
study-deed-extension-agreed = muddat uzaytirildi
study-deed-extension-refused = muddat uzaytirilmadi
study-deed-disputed = nizo ochildi
study-deed-claimed = kafolat boʻyicha murojaat
study-deed-decided = nizo hal qilindi
study-deed-cancelled = buyurtma bekor qilindi
study-deed-expired = buyurtma muddati oʻtdi
study-deed-contacts-masked = xabarda kontaktlar yashirildi

study-news-quoted = 💬 Buyurtma № { $id } ({ $kind }): narxi { $price }.
study-news-offered = ✋ Buyurtma № { $id } ({ $kind }): ijrochidan yangi taklif.
study-news-paid = ✅ Toʻlov keldi: buyurtma № { $id } ({ $kind }).
study-news-started = 🛠 Buyurtma № { $id } ({ $kind }): ijrochi ishni boshladi.
study-news-delivered = 📦 Buyurtma № { $id } ({ $kind }): ish tayyor, koʻrib chiqing.
study-news-auto-completed = 🏁 Buyurtma № { $id } ({ $kind }) avtomatik qabul qilindi. Kafolat hali amalda.
study-news-extension = ⏳ Buyurtma № { $id } ({ $kind }): ijrochi koʻproq vaqt soʻrayapti.
study-news-disputed = ⚖️ Buyurtma № { $id } ({ $kind }): ijrochi bizni chaqirdi. Yozishmani oʻqiyapmiz.
study-news-decided = ⚖️ Buyurtma № { $id } ({ $kind }): qaror qildik.
study-news-cancelled = ✖️ Buyurtma № { $id } ({ $kind }) bekor qilindi.
study-news-expired = ⌛️ Buyurtma № { $id } ({ $kind }) yopildi: vaqt tugadi. Qaytadan buyurtma berishingiz mumkin.
study-news-late-money = ↩️ Buyurtma № { $id } ({ $kind }) toʻlovi juda kech keldi. Pulni qaytaramiz.
study-news-accept-soon = 📦 Buyurtma № { $id } ({ $kind }): ertaga ish avtomatik qabul qilinadi. Koʻrib chiqing.
study-news-pay-soon = 💳 Buyurtma № { $id } ({ $kind }): toʻlov vaqti tugayapti.

study-error-gone = Bunday buyurtma yoʻq.
study-error-kind-gone = Bunday xizmat endi yoʻq. Boshqasini tanlang.
study-error-moved = Siz oʻylaguncha buyurtmada nimadir oʻzgardi. Uni qayta oching.
study-error-taken = Bu buyurtmani hozirgina boshqa ijrochi oldi.
study-error-hands-full = Sizda ruxsat etilgancha buyurtma bor. Bittasini topshirib qayting.
study-error-no-executor = Bu ijrochi hozir ishlamayapti.
study-error-own-order = Bu oʻzingizning buyurtmangiz.
study-error-draft = Sizda ariza qoralamasi bor. Uni yozib tugating yoki oʻchiring.
study-error-not-asked = Bu xizmat uchun bunday maʼlumot kerak emas.
study-error-missing = Hammasi toʻldirilmagan.
study-error-empty = Hech boʻlmasa bir-ikki soʻz yozing.
study-error-long = Juda uzun. { $limit } belgiga sigʻdiring.
study-error-soon = Juda erta. Eng erta kun: { $day }.
study-error-far = Juda uzoq: bir yildan oshmasin.
study-error-day = Sanani oʻqib boʻlmadi. Shunday yozing: 25.12.2026.
study-error-price = Summaga oʻxshamaydi. Rublda son yozing, 1 dan 1 000 000 gacha.
study-error-days = 1 dan 365 gacha kun sonini yozing.
study-error-files = 20 tadan koʻp fayl sigʻmaydi.
study-error-not-file = Fayl yoki rasm yuboring.
study-error-not-text = Iltimos, matn bilan javob bering.
study-error-nothing = Fayl yuboring yoki nima qilinganini yozing.
study-error-revisions = Bepul tuzatishlar yoʻq. Ijrochi bilan yozishmada kelishing yoki bizga yozing.
study-error-rest = Avval qolganini toʻlang.
study-error-warranty = Bu buyurtmaning kafolati tugagan.
study-error-asked = Vaqt soʻrovi yuborilgan, javob kutilmoqda.
study-error-payment-open = Hozir toʻlov ketyapti. Bir daqiqa kuting.
study-error-too-many = Ochiq buyurtmalar juda koʻp. Bir qismini yakunlang yoki bekor qiling.
study-error-too-much = Shuncha qaytarib boʻlmaydi: bu toʻlovdan qolganidan koʻp.
