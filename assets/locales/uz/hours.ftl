hours-home =
    <b>Yordam soati</b>

    Shu chatning oʻzida mutaxassis bilan oltmish daqiqa yakkama-yakka: topshiriqni birga koʻrib chiqamiz, savollaringizga javob beramiz, keyingi qadamni aytamiz. Matn, rasm, fayl va ovozli xabar yuborish mumkin.

    Narxi: { $price }.
hours-next = Eng yaqin soatingiz: { $when }.
hours-choose = 📅 Vaqtni tanlash
hours-mine = 🗂 Mening soatlarim
hours-open-card = 🕐 Soatni ochish
hours-again = 📅 Boshqa vaqt tanlash
hours-zone = 🕒 Vaqt mintaqasi: { $zone }
hours-none = Hozir boʻsh soatlar yoʻq. Ertaga qarang: jadval har kuni toʻldiriladi.
hours-days =
    <b>Kunni tanlang</b>

    Vaqt sizning mintaqangiz boʻyicha ({ $zone }).
hours-day =
    <b>{ $day }</b>

    Boshlanish vaqti, { $zone }:
hours-day-none = Bu kunda hamma vaqt band. Boshqa kunni tanlang.
hours-summary =
    <b>Yordam soati</b>

    { $when }
    { $zone }

    Narxi: { $price }. Joy siz uchun { $minutes } daqiqa saqlanadi: shu vaqt ichida toʻlash kerak.
hours-hold = ✅ Band qilish
hours-rule-free = { $until } gacha bepul bekor qilasiz, keyinroq { $percent } % qaytaramiz.
hours-rule-late = Bekor qilsangiz, { $percent } % qaytaramiz: boshlanishiga oz vaqt qoldi.
hours-rule-missed = Boshlangandan keyin { $minutes } daqiqa ichida kelmasangiz, soat kuyadi{ $percent ->
        [0] .
       *[other] , { $percent } % qaytaramiz.
    } Mutaxassis kelmasa, hammasini qaytaramiz.

hours-mine-title =
    <b>Mening soatlarim</b>

    { $count ->
        [0] Hozircha bitta ham yoʻq.
       *[other] Jami { $count } ta.
    }
hours-card =
    <b>Yordam soati № { $id }</b>

    { $when }
    { $zone }

    { $status }
hours-card-people =
    Mijoz: { $client }
    Operator: { $operator }
hours-price = Narxi: { $price }
hours-paid = Toʻlangan: { $paid }
hours-refunded = Qaytariladi: { $refund }
hours-status-held = ⏳ { $until } gacha toʻlov kutilmoqda
hours-status-booked = 📅 Toʻlangan, vaqtini kutmoqda
hours-status-live = 🟢 Davom etmoqda, { $until } gacha
hours-status-done = ✅ Boʻlib oʻtdi
hours-status-missed-you = ⚠️ Oʻtkazib yuborildi: siz aloqada boʻlmadingiz
hours-status-missed-client = ⚠️ Mijoz kelmadi
hours-status-missed-operator = ⚠️ Bizning aybimiz bilan boʻlmadi
hours-status-cancelled = ✖️ Bekor qilingan
hours-status-expired = ✖️ Vaqtida toʻlanmadi

hours-pay = 💳 Toʻlash
hours-rate = ⭐ Baholash
hours-transcript = 💬 Yozishmalar
hours-enter = 💬 Men aloqadaman
hours-entered = Siz aloqadasiz. Shu yerga yozing: hammasi suhbatdoshga yetadi.
hours-let-go = ✖️ Bronni bekor qilish
hours-let-go-ask = { $when } uchun bron bekor qilinsinmi? Buning uchun pul toʻlamagansiz.
hours-cancel = ✖️ Soatni bekor qilish
hours-cancel-ask-free = { $when } dagi soat bekor qilinsinmi? Hammasini qaytaramiz: { $refund }.
hours-cancel-ask-late = { $when } dagi soat bekor qilinsinmi? Boshlanishiga oz vaqt qoldi, shuning uchun { $paid } dan { $refund } qaytaramiz.
hours-cancel-ask-nothing = { $when } dagi soat bekor qilinsinmi? Boshlanishiga oz vaqt qoldi, shuning uchun { $paid } qaytarilmaydi.
hours-cancel-ask-host = { $when } dagi soat bekor qilinsinmi? Mijozga hammasi qaytadi: { $refund }.

hours-timer-client =
    ⏳ <b>{ $minutes } daqiqa qoldi</b>

    № { $id } yordam soatingiz ketmoqda. Shu yerga yozing, mutaxassis hammasini koʻradi. Chat { $until } da yopiladi.
hours-timer-operator =
    ⏳ <b>{ $minutes } daqiqa qoldi</b>

    № { $id } soat ketmoqda. «Men aloqadaman» tugmasini bosing va shu yerga yozing, mijoz hammasini koʻradi. Chat { $until } da yopiladi.
hours-timer-over = ⌛ <b>Vaqt tugadi.</b> № { $id } soat yakunlandi.

hours-news-booked = ✅ Soat toʻlandi (№ { $id }): { $when }. Boshlanishidan oldin eslatamiz.
hours-news-booked-operator = 📅 Yangi yozuv: № { $id } soat, { $when }.
hours-news-expired = { $when } uchun bron bekor qilindi: toʻlov vaqtida kelmadi.
hours-news-tomorrow = 🔔 Ertaga yordam soatingiz (№ { $id }): { $when }.
hours-news-tomorrow-operator = 🔔 Ertaga sizda № { $id } soat: { $when }.
hours-news-soon = 🔔 Yordam soatingiz (№ { $id }) 15 daqiqadan keyin boshlanadi: { $when }.
hours-news-soon-operator = 🔔 15 daqiqadan keyin № { $id } soat boshlanadi: { $when }.
hours-news-five = ⏰ 5 daqiqa qoldi.
hours-news-done = Yordam soati tugadi. Biz bilan boʻlganingiz uchun rahmat!
hours-news-done-operator = № { $id } soat tugadi.
hours-news-missed-you = { $when } dagi № { $id } soat oʻtkazib yuborildi: boshlangandan keyin { $minutes } daqiqa davomida siz yoʻq edingiz.
hours-news-missed-client = Mijoz № { $id } soatga kelmadi ({ $when }): { $minutes } daqiqa kutildi. Siz boʻshsiz.
hours-news-missed-operator = { $when } dagi № { $id } soat bizning aybimiz bilan boʻlmadi. Uzr soʻraymiz.
hours-news-missed-by-you = № { $id } soat ({ $when }) boʻlmadi: siz aloqada emasdingiz. Mijozga pul qaytariladi.
hours-news-failed = № { $id } soat ({ $when }) boʻlmadi: boshlangani haqida kech xabar berdik. Mijozga pul qaytariladi.
hours-news-cancelled-client = Mijoz № { $id } soatni bekor qildi: { $when }.
hours-news-cancelled-operator = Mutaxassis { $when } dagi soatingizni oʻtkaza olmaydi. Uzr soʻraymiz.
hours-news-cancelled-staff = { $when } dagi soatingiz (№ { $id }) bekor qilindi.
hours-news-cancelled-staff-operator = № { $id } soat maʼmuriyat tomonidan bekor qilindi: { $when }.
hours-news-refund = { $refund } qaytaramiz.
hours-news-taken-away = № { $id } soat ({ $when }) boshqa operatorga berildi.
hours-news-given = 📅 Sizga № { $id } soat berildi: { $when }.

hours-desk =
    <b>Mening soatlarim</b>

    Sizni qachon band qilish mumkin ({ $zone }):
hours-desk-empty = Hozircha hech qachon. Hafta kunini tanlang va vaqt qoʻshing.
hours-coming = 📋 Yozuvlar: { $count }
hours-days-off = 🏖 Dam olish kunlari
hours-all = 🗂 Barcha operatorlar soatlari
hours-weekday = <b>{ $day }</b>. Olib tashlash uchun vaqtni bosing. Toʻlangan soatlar qoladi.
hours-weekday-empty = <b>{ $day }</b>. Bu kuni qabul qilmaysiz.
hours-add = ✏️ Vaqtni yozish
hours-ask-windows = <b>{ $day }</b>: vaqtni yozing, masalan 9:00-13:00, 14:00-18:30. Mintaqa: { $zone }.
hours-days-off-title =
    <b>Dam olish kunlari</b>

    { $count ->
        [0] Alohida dam olish kunlari yoʻq. Ishlamaydigan kuningizni bosing.
       *[other] { $count } kun. Qaytarish uchun pastdagi kunni bosing.
    }
hours-days-off-kept = ⚠️ Bu kunda { $count } ta toʻlangan soat bor, ular qoladi. Ulgurmasangiz, bekor qiling yoki boshqaga berishni soʻrang.
hours-coming-title =
    <b>Yozuvlarim</b>

    { $count ->
        [0] Hozircha hech kim.
       *[other] Oldinda: { $count }.
    }
hours-all-title =
    <b>Barcha operatorlar soatlari</b>

    { $count ->
        [0] Hozircha hech kim.
       *[other] Oldinda: { $count }.
    }
hours-reassign = 🔁 Boshqaga berish
hours-reassign-title = № { $id } soat ({ $when }) kimga berilsin? 🟢 shu vaqtda ishlaydi, ⚪️ jadvalida yoʻq.
hours-reassign-none = № { $id } soatni ({ $when }) beradigan odam yoʻq: boʻsh operator topilmadi.

hours-error-not-offered = Bu vaqt endi taklif qilinmaydi. Boshqasini tanlang.
hours-error-taken = Bu vaqtni hozirgina band qilishdi. Boshqasini tanlang.
hours-error-busy = Bu vaqtda sizda allaqachon soat bor.
hours-error-holds = Avval oldingi bronlarni toʻlang yoki bekor qiling.
hours-error-late = Bu soatni endi bekor qilib boʻlmaydi.
hours-error-closed = Bu soatning chati yopiq: u faqat 60 daqiqa, boshidan oxirigacha ochiq.
hours-error-terms = Shundan beri nimadir oʻzgardi. Iltimos, yana bir bor koʻring.
hours-error-no-host = Bu odam soat oʻtkazmaydi.
hours-error-span = Vaqtni oʻqib boʻlmadi. Masalan, 9:00-18:00 deb yozing.
hours-error-short = Juda qisqa: kamida bir soat kerak.
hours-error-windows = Bir kunga juda koʻp oraliq: koʻpi bilan sakkizta sigʻadi.
hours-error-day = Bu kunni tanlab boʻlmaydi.
