desk-open = 🗂 Arizalar va buyurtmalar
desk-open-order = Arizani ochish
desk-home =
    <b>Arizalar va buyurtmalar</b>

    { $count ->
        [0] Hozircha bitta ham yoʻq.
       *[other] Jami { $count } ta ariza.
    }
desk-all = Hammasi · { $count }
desk-search = 🔎 Topish
desk-stalled = ⏳ Qimirlamay turganlar · { $count }
desk-executors =
    { $count ->
        [0] 🧑‍🏫 Ijrochilar
       *[other] 🧑‍🏫 Ijrochilar · yangi anketalar: { $count }
    }

desk-status-draft = 📝 Qoralama
desk-status-submitted = 🆕 Narx kutmoqda
desk-status-quoted = 💬 Narx mijozda
desk-status-awaiting-payment = 💳 Toʻlov kutmoqda
desk-status-paid = 💰 Toʻlangan
desk-status-in-progress = 🛠 Ishda
desk-status-delivered = 📦 Topshirilgan
desk-status-changes-requested = ✏️ Tuzatishda
desk-status-disputed = ⚖️ Nizo
desk-status-completed = ✅ Tugagan
desk-status-refunded = ↩️ Pul qaytarilgan
desk-status-cancelled = ✖️ Bekor qilingan
desk-status-expired = ⌛ Muddati oʻtgan
desk-any-status = Har qanday holat
desk-any-kind = Har qanday yordam turi
desk-any-age = Hammasi
desk-anyone = ✖️ Kimniki boʻlsa ham
desk-days = ≥ { $days } kun
desk-still = { $days } kundan beri turibdi
desk-of-client = mijoz № { $id }
desk-of-executor = ijrochi (№ { $id })
desk-span-days = { $count } kun
desk-span-hours = { $count } soat
desk-span-minutes = { $count } daqiqa

desk-list = <b>Arizalar</b> · { $filter }
desk-list-none = Bunaqasi yoʻq.
desk-newer = ‹ Yangiroq
desk-older = Eskiroq ›
desk-filter = ⚙️ Saralash
desk-filter-ask = Nimani koʻrsatay? Pastki qatorlarda: ariza necha kundan beri turgani va yordam turi.
desk-kind-ask = Qaysi yordam turi?
desk-search-ask = Ariza raqamini, mavzu yoki topshiriqdagi soʻzlarni, mijoz yoki ijrochi ismini yozing.
desk-found = «{ $query }» boʻyicha topildi:
desk-found-more = «{ $query }» boʻyicha koʻp narsa topildi, eng yangilari shu. Soʻrovni aniqlashtirish mumkin.
desk-found-none = «{ $query }» boʻyicha hech narsa topilmadi. Boshqa soʻzlar bilan urinib koʻring.
desk-orders-of-client = 👤 Buyurtmalari: { $name }
desk-orders-of-executor = 🧑‍🏫 Ishlari: { $name }
desk-stalled-title =
    <b>Qimirlamay turganlar</b> · { $count }

    Bu yerda { $patience }dan koʻproq oʻzgarmagan arizalar. Eng uzoq kutayotganlar birinchi.
desk-stalled-none = Hammasi harakatda.

desk-order =
    <b>Ariza № { $id }</b> · { $kind }
    { $status } · oʻzgarmaganiga { $age }
desk-order-client = 👤 { $name } (№ { $id })
desk-order-executor = 🧑‍🏫 { $name }
desk-executor-name = Ijrochi { $number } · { $name }
desk-order-subject = <b>Fan:</b> { $text }
desk-order-topic = <b>Mavzu:</b> { $text }
desk-order-volume = <b>Hajmi:</b> { $text }
desk-order-details = <b>Topshiriq:</b> { $text }
desk-order-due = <b>Muddat:</b> { $day }
desk-order-budget = Mijoz byudjeti: { $sum }
desk-order-price = <b>Narxi:</b> { $sum }
desk-order-days = Ish muddati: { $days } kun
desk-order-note = Narxga izoh: { $text }
desk-order-paid = Toʻlangan: { $sum }
desk-order-refunded = Qaytarilgan: { $sum }
desk-order-pay-by = ⏱ Toʻlovni { $at } gacha kutamiz
desk-order-accept-by = ⏱ Ijrochi { $at } gacha javob berishi kerak
desk-order-auto-accept = ⏱ { $at } da oʻzi qabul qilinadi
desk-order-warranty = Kafolat { $at } gacha
desk-order-extension = Ijrochi muddatni { $day } gacha uzaytirishni soʻrayapti
desk-order-ended = Sababi: { $text }

desk-files = 📎 Fayllar · { $count }
desk-deliveries = 📦 Topshirilgan · { $count }
desk-offers = 🏷 Takliflar · { $count }
desk-timeline = 🕓 Tarix
desk-money = 💰 Pul
desk-thread = 💬 Yozishma
desk-write-client = ✉️ Mijozga
desk-write-executor = ✉️ Ijrochiga
desk-client-card = 👤 Mijoz
desk-executor-card = 🧑‍🏫 Ijrochi
desk-quote = 🏷 Narx aytish
desk-quote-again = 🏷 Narxni oʻzgartirish
desk-assign = 🤝 Tayinlash
desk-reassign = 🔁 Boshqaga berish
desk-take-away = ✋ Qaytarib olish
desk-cancel = ✖️ Bekor qilish
desk-decide = ⚖️ Nizoni hal qilish
desk-refund = ↩️ Pulni qaytarish
desk-file-gone = «{ $name }» fayli Telegramda endi saqlanmaydi.
desk-delivery =
    <b>{ $number }-topshirish</b> · { $at }
    { $note }

desk-timeline-title = <b>Ariza № { $id } tarixi</b> · { $count }
desk-timeline-row =
    <i>{ $at }</i> · { $who }
    { $what }
desk-who-client = mijoz
desk-version = { $number }-nusxa
desk-back-percent = { $percent } % qaytadi

audit-order-submitted = ariza yuborildi
audit-order-quoted = narx aytildi
audit-order-quote-accepted = narx qabul qilindi
audit-order-quote-declined = narx rad etildi
audit-order-offered = ijrochi taklifi
audit-order-offer-withdrawn = taklif qaytarib olindi
audit-order-offer-chosen = taklif tanlandi
audit-order-paid = toʻlov
audit-order-revived = toʻlov muddatdan keyin keldi, buyurtma yana ochiq
audit-order-late-money = toʻlov juda kech keldi, pul qaytariladi
audit-order-taken = birjadan olindi
audit-order-assigned = ijrochi tayinlandi
audit-order-started = ish boshlandi
audit-order-declined = ijrochi rad etdi
audit-order-accept-timed-out = ijrochi vaqtida javob bermadi
audit-order-taken-away = ijrochidan qaytarib olindi
audit-order-delivered = ish topshirildi
audit-order-changes-requested = tuzatishga qaytarildi
audit-order-accepted = ish qabul qilindi
audit-order-auto-accepted = oʻzi qabul qilindi
audit-order-extension-asked = muddatni uzaytirish soʻraldi
audit-order-extension-agreed = muddat uzaytirildi
audit-order-extension-refused = uzaytirish rad etildi
audit-order-disputed = nizo ochildi
audit-order-claimed = kafolat boʻyicha daʼvo
audit-order-decided = pul boʻyicha qaror
audit-order-cancelled = bekor qilindi
audit-order-expired = muddati oʻtdi
audit-order-contacts-masked = yozishmadagi kontaktlar yashirildi

desk-money-title =
    <b>Ariza № { $id } boʻyicha pul</b>

    Narxi: { $price }
    Toʻlangan: { $paid }, shundan bonus bilan { $bonus }
    Qaytarilgan: { $refunded }
desk-money-split = <b>Pul hozir qayerda</b>
desk-money-held = Qabul qilinguncha bizda: { $sum }
desk-money-executor = Ijrochiga: { $sum }
desk-money-income = Platformaga: { $sum }
desk-money-back = Qaytarilishi kerak: { $sum }
desk-money-parked = Qaror chiqquncha ajratilgan: { $sum }
desk-money-payment = Toʻlov № { $id }: { $sum }, { $at }
desk-money-refund = Qaytarish № { $id }: { $sum }, { $status }. { $reason }
desk-refund-status-creating = yuborilmoqda
desk-refund-status-pending = toʻlov tizimida
desk-refund-status-done = bajarildi
desk-refund-status-failed = oʻtmadi
desk-offers-title = <b>Ariza № { $id } boʻyicha takliflar</b> · { $count }
desk-offer =
    { $name } · { $rating }
    { $price }, kun: { $days }
    <i>{ $note }</i>

desk-ask-price = Ariza № { $id } narxi qancha? Summani yozing, valyuta { $currency }.
desk-ask-price-now = Hozir aytilgani: { $sum }
desk-ask-days = Necha kunda bajaramiz? 1 dan { $limit } gacha son.
desk-ask-note = Narx bilan birga mijozga nima deymiz?
desk-no-note = Izohsiz
desk-confirm-quote = Mijozga yuboramizmi: <b>{ $price }</b>, { $days } kunlik ish (ariza № { $id })?
desk-send = ✅ Yuborish
desk-change = ✏️ Oʻzgartirish
desk-tap-please = Yuqoridagi savol ostidagi tugmani bosing yoki /cancel.
desk-hands = Ariza № { $id } kimga beriladi? Ism yonida: qoʻlidagi ishlar va baho. ⏸ hozircha joy yoʻqligini bildiradi.
desk-hands-none = Hozircha ijrochilar yoʻq. Ariza № { $id } kutadi.
desk-ask-assign =
    Ariza № { $id } ga <b>{ $name }</b> tayinlansinmi? Hozir qoʻlida { $hand } ta, chegarasi { $limit } ta.

    Javob uchun { $hours } soat bor, keyin ariza yana boʻshaydi.
desk-ask-assign-instead = Hozir uni { $name } bajaryapti: ish undan olinadi.
desk-ask-take-away = Ariza № { $id } qaytarib olinsinmi? { $name } uni yoʻqotadi, ariza yana boʻshaydi.
desk-ask-cancel = Ariza № { $id } nega bekor qilinadi? Sababni mijoz koʻradi.
desk-cancel-back = Mijozga butun toʻlov qaytadi: <b>{ $sum }</b>.
desk-confirm-cancel =
    Ariza № { $id } bekor qilinsinmi?

    Sababi: { $reason }
desk-dispute =
    <b>Ariza № { $id } boʻyicha nizo</b>

    Qaror kutayotgan summa: { $sum }
desk-refund-title =
    <b>Ariza № { $id } boʻyicha pul qaytarish</b>

    Toʻlangan va qaytarilmagan: { $sum }. Qarordan keyin buyurtma yopiladi.
desk-dispute-client =
    <b>Nizoni mijoz ochdi:</b>
    { $text }
desk-dispute-executor =
    <b>Nizoni ijrochi ochdi:</b>
    { $text }
desk-said-client = <i>{ $at }</i>, mijoz: { $text }
desk-said-executor = <i>{ $at }</i>, ijrochi: { $text }
desk-dispute-ask = Mijozga qancha qismi qaytadi?
desk-other-percent = Boshqa foiz
desk-ask-percent = Mijozga necha foiz qaytadi? 0 dan 100 gacha son, kasr ham boʻladi: 33,3.
desk-split =
    Ariza № { $id }: <b>{ $percent } %</b> qaytadi

    Mijozga: { $back }
    Ijrochiga: { $executor }
    Platformaga: { $platform }
desk-decide-so = Shunday qaror qilish
desk-ask-reason = Nega shunday qaror? Bu soʻzlarni ikkala tomon koʻradi.
desk-confirm-reason = Asos: { $text }
desk-confirm-decide = ⚖️ Qarorni tasdiqlash

desk-executors-title = <b>Ijrochilar</b> · { $filter } · { $count }
desk-executors-none = Bunaqasi yoʻq.
desk-executor-status-draft = anketa yozyapti
desk-executor-status-applied = 🆕 anketa
desk-executor-status-approved = ✅ ishlayapti
desk-executor-status-refused = ✖️ rad etilgan
desk-executor-status-paused = ⏸ tanaffusda
desk-executor =
    <b>{ $name }</b>
    { $status } · anketa sanasi { $applied }

    Qoʻlida: { $hand } / { $limit }
    Baho: { $rating }, sharhlar: { $reviews }
    Tugatgan: { $completed }
    Narxdagi ulushi: { $share }
desk-executor-words =
    <b>Fanlar:</b> { $subjects }
    <b>Tajriba:</b> { $experience }
desk-executor-reason = Qaror sababi: { $text }
desk-percent = { $percent } %
desk-usual-share = odatdagi, { $percent } %
desk-samples = 📎 Ish namunalari · { $count }
desk-executor-orders = 🗂 Buyurtmalari
desk-approve = ✅ Qabul qilish
desk-refuse = ✖️ Rad etish
desk-pause = ⏸ Tanaffusga chiqarish
desk-resume = ▶️ Ishga qaytarish
desk-limit = 🔢 Chegara
desk-share = 🪙 Ulush
desk-person-card = 👤 Odam kartochkasi
desk-ask-refuse = Nega rad etamiz: { $name }? Sababni u koʻradi. { $limit } belgigacha.
desk-ask-pause = Nega tanaffus: { $name }? Sababni u koʻradi. { $limit } belgigacha.
desk-ask-limit = Qoʻlida bir vaqtda nechta ish boʻlishi mumkin? Hozir { $now }, 1 dan { $limit } gacha mumkin.
desk-ask-share = Narxning qancha qismi ijrochiniki? 0 dan 100 gacha foiz yozing. Olingan ishlarga bu taʼsir qilmaydi.

desk-digest = <b>Xayrli tong!</b> { $day } kuni ishlari
desk-digest-fresh = 🆕 Kecha kelgan arizalar: { $count }
desk-digest-unpriced = 🏷 Narx kutayotganlar: { $count }
desk-digest-unpaid = 💳 Toʻlov kutayotganlar: { $count }
desk-digest-free = 💰 Toʻlangan, ijrochisi yoʻq: { $count }
desk-digest-overdue = ⏰ Muddati oʻtganlar: { $count }
desk-digest-disputed = ⚖️ Nizolar: { $count }
desk-digest-stalled = ⏳ Qimirlamay turganlar: { $count }
desk-digest-sums =
    Kecha tushgan: { $received }
    Kecha qaytarishga qaror qilingan: { $returned }

desk-news-head = <b>Ariza № { $id }</b> · { $kind }
desk-news-submitted = Yangi ariza narx kutmoqda.
desk-news-quote-declined = Mijoz narxga rozi boʻlmadi. Boshqasini aytish mumkin.
desk-news-paid = Toʻlandi, hozircha ijrochisi yoʻq.
desk-news-declined = Ijrochi rad etdi yoki javob bermadi. Ariza yana boʻsh.
desk-news-disputed = Nizo ochildi. Qaroringiz kerak.
desk-news-cancelled = Mijoz arizani bekor qildi.
desk-news-stalled = Qimirlamay turibdi.
desk-news-age = { $age } boʻldi.
desk-news-topic = { $text }

desk-error-gone = Bunday ariza yoʻq.
desk-error-moved = Ariza allaqachon oʻzgargan. Uni yana bir bor oching.
desk-error-answered = Bu savolga javob berilgan yoki u eskirgan. Arizani yana bir bor oching.
desk-error-full = Bu ijrochining qoʻlida ishlar chegaraga yetgan.
desk-error-not-executor = Bu odam hozir ijrochi boʻlib ishlamaydi.
desk-error-own = Odamga oʻz buyurtmasini berib boʻlmaydi.
desk-error-empty = Bu yer boʻsh. Bitta soʻz boʻlsa ham yozing.
desk-error-long = Juda uzun: { $limit } belgigacha sigʻadi.
desk-error-price = Bu narxga oʻxshamaydi. 1 dan 1 000 000 gacha son yozing, masalan 1500 yoki 1500,50.
desk-error-days = 1 dan { $limit } gacha butun son kerak.
desk-error-percent = 0 dan 100 gacha foiz kerak, masalan 50 yoki 33,3.
desk-error-paying = Hozir toʻlov ketyapti. Bir necha daqiqadan keyin urinib koʻring.
desk-error-limit = 1 dan 50 gacha butun son kerak.
desk-error-share = 0 dan 100 gacha foiz kerak, masalan 70 yoki 72,5.
desk-error-executor-gone = Bunday ijrochi yoʻq.
desk-error-executor-moved = Bu yerda allaqachon boshqacha qaror qilingan. Kartochkani yana bir bor oching.

desk-funds-open = 💳 Pul va toʻlovlar
desk-funds =
    <b>Pul va toʻlovlar</b>

    Bu yerda qaror kutayotganlar: pul yechishlar, hech narsaga mos kelmagan toʻlovlar va oʻtmagan qaytarishlar.
desk-payouts-asked = 🆕 Pul yechish · { $count }
desk-payouts-approved = 🏦 Toʻlanishi kerak · { $count }
desk-payouts-sending = ⏳ Yuborilmoqda · { $count }
desk-payouts-over = 🗄 Yopilganlar
desk-bank-list = 📄 Bank uchun roʻyxat (CSV)
desk-payments = 🧾 Toʻlovlar
desk-payments-title = <b>Toʻlovlar</b>
desk-payments-none = Bunday toʻlovlar yoʻq.
desk-payment-status-creating = yaratilmoqda
desk-payment-status-pending = toʻlov kutilmoqda
desk-payment-status-paid = toʻlangan
desk-payment-status-cancelled = amalga oshmadi
desk-payment-status-parked = ajratib qoʻyilgan
desk-payment-by-yookassa = YooKassa
desk-payment-by-telegram = Telegram
desk-payment-by-payme = Payme, agentlik kassasi
desk-payment-by-bonus = bonuslar
desk-payment =
    <b>{ $id }-toʻlov</b> · { $sum }
    { $status }

    Nima uchun: { $subject }
    Kim: { $name }
    Toʻlov tizimi: { $provider }
    Boshlangan: { $at }
desk-payment-paid = Toʻlangan: { $at }
desk-payment-bonus = Yana bonuslar bilan: { $sum }
desk-payment-theirs = Provayderdagi raqam: <code>{ $id }</code>
desk-parked = ❓ Ajratilgan · { $count }
desk-failed = ⚠️ Qaytarishlar · { $count }
desk-reconcile = 🧮 { $days } kunlik solishtirish
desk-parked-title = <b>Ajratilgan toʻlovlar</b>: pul keldi, lekin buyurtmaga mos emas.
desk-parked-none = Ajratilgan toʻlovlar yoʻq.
desk-failed-title = <b>Oʻtmagan qaytarishlar</b>
desk-failed-none = Hamma qaytarishlar oʻtgan.
desk-queue-asked = qaror kutmoqda
desk-queue-approved = toʻlanishi kerak
desk-queue-sending = yuborilmoqda
desk-queue-over = yopilgan
desk-payouts-title = <b>Pul yechish</b> · { $queue }
desk-payouts-none = Bunaqasi yoʻq.
desk-more = Davomi ›
desk-payout =
    <b>Pul yechish № { $id }</b> · { $sum }
    { $status }

    Kimga: { $name }
    Nima uchun: { $purpose }
    { $place }: { $card }
    Soʻralgan: { $at }
desk-payout-status-asked = 🆕 Qaror kutmoqda
desk-payout-status-approved = 🏦 Maʼqullangan, toʻlanadi
desk-payout-status-sending = ⏳ Yuborilmoqda
desk-payout-status-paid = ✅ Toʻlangan
desk-payout-status-failed = ⚠️ Oʻtmadi
desk-payout-status-rejected = ✖️ Rad etilgan
desk-payout-status-withdrawn = ↩️ Qaytarib olingan
desk-purpose-executor = ijrochi daromadi
desk-purpose-bonus = takliflar uchun bonus
desk-purpose-agency = agentlik puli
desk-payout-place-card = Karta
desk-payout-place-account = Hisob raqami
desk-payout-reference = Bankdagi raqami: { $text }
desk-payout-problem = Sababi: { $text }
desk-payout-approve = ✅ Maʼqullash
desk-payout-reject = ✖️ Rad etish
desk-payout-paid = 🏦 Toʻlandi, raqamini kiritish
desk-payout-fail = ⚠️ Bank qabul qilmadi
desk-ask-payout = <b>{ $sum }</b> toʻlovi maʼqullansinmi: { $name }, { $place } { $card }?
desk-ask-payout-reject = { $sum } ({ $name }) nega rad etiladi? Sababni u koʻradi, pul balansiga qaytadi.
desk-ask-payout-reference = Bankdagi amal raqamini yozing: { $sum } ({ $name }).
desk-ask-payout-fail = Bank { $sum } ({ $name }) haqida nima dedi? Pul odamning balansiga qaytadi.
desk-ask-bank-list = Faylda kartalarning toʻliq raqamlari boʻladi. Uni kim olgani jurnalga yoziladi. Yuboraymi?
desk-bank-list-here = Roʻyxatdagi toʻlovlar: { $count }. Kerak boʻlmay qolganda faylni chatdan oʻchiring.
desk-open-payout = Toʻlovni ochish
