# Agentlik kabineti.
agency-home =
    <b>Agentliklar</b>

    { $count ->
        [0] Hozircha yoʻq.
       *[other] Agentlikni tanlang.
    }
agency-open =
    <b>{ $name }</b>

    Arizalar, sanalar va ish uchun kerakli hamma narsa.
agency-blocked = ⛔️ Agentlik bloklangan: { $reason }
agency-shelf-requested = 🆕 Arizalar: { $count }
agency-shelf-approved = 💳 Toʻlov kutyapti: { $count }
agency-shelf-paid = ✅ Toʻlangan: { $count }
agency-shelf-past = 🗂 Oʻtganlar: { $count }
agency-sessions = 📅 Sanalar
agency-sessions-title =
    <b>Sanalar</b>

    { $count ->
        [0] Oldinda sana yoʻq.
       *[other] Sana, tur, band joylar va jami joylar.
    }
agency-session =
    <b>{ $tour }</b>
    { $days }
    Katta { $adult }, bola { $child }
agency-session-private =
    <b>{ $tour }</b>
    { $days }
    Hamma uchun narx: { $adult }
agency-session-open = 🟢 Yozilish ochiq
agency-session-closed = 🔒 Yozilish yopiq
agency-session-cancelled = ✖️ Bekor qilingan
agency-session-completed = 🏁 Oʻtgan
agency-load =
    Joylar { $capacity }, boʻsh { $free }
    Toʻlangan { $paid }, toʻlov kutyapti { $approved }, javob kutyapti { $requested }
    Kutish roʻyxatida { $waiting }
agency-minimum = Guruh kamida { $count } kishi: boshlanishiga 72 soat qolganda toʻlangan joy kam boʻlsa, tur bekor boʻladi.
agency-csv = 📄 Roʻyxat, CSV
agency-xlsx = 📊 Roʻyxat, XLSX
agency-participants = Ishtirokchilar
agency-participants-sent = Ishtirokchilar: { $count } qator.
agency-column-booking = Bron
agency-column-traveller = Sayohatchi
agency-column-username = Telegramdagi nomi
agency-column-name = Ishtirokchi
agency-column-status = Holati
agency-column-adults = Kattalar
agency-column-children = Bolalar
agency-column-wish = Istak
agency-status-paid = toʻlangan
agency-status-approved = toʻlov kutyapti
agency-message = ✉️ Ishtirokchilarga yozish
agency-ask-message = Xabarni yozing. Uni broni tasdiqlangan yoki toʻlangan hamma oladi.
agency-message-sent =
    { $count ->
        [0] Hozircha yozadigan odam yoʻq.
       *[other] { $count } sayohatchiga yuboryapmiz.
    }
agency-close = 🔒 Yozilishni yopish
agency-reopen = 🟢 Yozilishni ochish
agency-cancel = Sanani bekor qilish
agency-ask-cancel =
    { $days } sanasi bekor qilinsinmi? { $count ->
        [0] Unga bron yoʻq.
       *[other] { $count } ta joyga bronlar olib tashlanadi, pul toʻliq qaytadi.
    }

    Sababini yozing, sayohatchilar uni koʻradi, yoki sababsiz bekor qiling.
agency-cancel-yes = Sababsiz bekor qilish
agency-money-button = 💰 Pul
agency-money = <b>Pul</b> · { $agency }
agency-money-owed = Toʻlanadi: <b>{ $sum }</b>
agency-money-minimum = { $minimum } dan boshlab yechib olish mumkin.
agency-money-owes = Toʻlanadigan komissiya: <b>{ $sum }</b>. Bu turlar uchun pul sizning Payme kassangizga tushgan.
agency-money-nothing = Hozircha boʻsh: pul birinchi toʻlangan tur tugagach paydo boʻladi.
agency-money-empty = Hisobda hozir pul yoʻq.
agency-money-payout =
    № { $number } toʻlov · { $sum }, { $account } hisob raqamiga, { $day }
    { $status }
agency-withdraw = 💸 { $sum } yechib olish
agency-take-back = ↩️ Soʻrovni qaytarib olish
agency-receive = ➕ Komissiya keldi, { $currency }
agency-ask-account = <b>{ $sum }</b> yechib olamiz. Rekvizitlarni bitta xabarda yuboring: oluvchi, STIR, bank va 20 xonali hisob raqami. Xabarni darhol suhbatdan olib tashlaymiz.
agency-ask-received = Qancha keldi? Summani yozing, masalan 150 000.
agency-ask-reference = <b>{ $sum }</b> yozilmoqda. Qaysi hujjat boʻyicha keldi? Raqamini yozing.
agency-received = Yozildi: { $sum } keldi.
agency-error-account = Hisob raqami topilmadi: unda 20 ta raqam bor.
agency-error-account-long = Juda uzun: rekvizitlarni { $limit } belgiga sigʻdiring.
agency-error-received = Bu summa emas.
agency-error-reference-known = Bu hujjat allaqachon yozilgan.
agency-tours = 🌍 Turlar
agency-discounts = 🎟 Chegirma va promokodlar
agency-settings = ⚙️ Agentlik haqida

agency-statements = 📄 Oylik hisobotlar
agency-statement = <b>Hisobot</b> · { $agency }, { $month }
agency-statement-opening = Oy boshida: { $sum }
agency-statement-closing = Oy oxirida: <b>{ $sum }</b>
agency-statement-line = { $name } ({ $count }): { $sum }
agency-line-earned = Tugagan turlar
agency-line-own_desk = Payme kassangizga tushgan
agency-line-refunded = Qaytarilgan pullar
agency-line-from_own_desk = Payme kassangizdan qaytarilgan
agency-line-payout = Toʻlov soʻrovlari
agency-line-payout_returned = Bekor qilingan toʻlovlar
agency-line-commission_paid = Toʻlangan komissiya
agency-line-other = Boshqalar
agency-statement-nothing = Bu oyda amallar boʻlmagan.
agency-statement-file = ⬇️ { $what }
agency-statement-sent = Hisobot: { $month }
agency-statement-before = Oy boshida
agency-statement-after = Oy oxirida
agency-column-at = Sana
agency-column-what = Amal
agency-column-number = Raqam
agency-column-tour = Tur
agency-column-commission = Komissiya
agency-column-sum = Summa
