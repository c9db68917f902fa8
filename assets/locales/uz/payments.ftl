# Nima uchun toʻlanadi: toʻlovchi toʻlov sahifasida va chekda ham shuni koʻradi.
payments-subject-order = { $number }-buyurtma
payments-subject-hour = Yordam soati
payments-subject-booking = { $number }-tur broni
payments-description-full = { $subject } · { $brand }
payments-description-deposit = { $subject }, oldindan toʻlov · { $brand }
payments-description-rest = { $subject }, qoldiq · { $brand }
payments-description-refund = Pulni qaytarish: { $subject }

payments-due-full =
    <b>{ $subject }</b>

    Toʻlov: { $sum }.
payments-due-deposit =
    <b>{ $subject }</b>

    Oldindan toʻlov: { $sum }. Qolganini ishni qabul qilganda toʻlaysiz.
payments-due-rest =
    <b>{ $subject }</b>

    Qolgan toʻlov: { $sum }.
payments-due-bonus = Bonus bilan: { $bonus }. Pul bilan: { $left }.
payments-pay = 💳 Toʻlash: { $sum }
payments-pay-payme = 💳 Payme, { $sum }
payments-pay-telegram = ✈️ Telegramda toʻlash
payments-bonus-use = 🎁 Bonusni ishlatish: { $bonus }
payments-bonus-keep = Bonusni ishlatmaslik

payments-ready =
    <b>{ $subject }</b>

    Toʻlov: { $sum }. Tugma YooKassa sahifasini ochadi, u bir soatcha ishlaydi. Pul tushishi bilan bu xabar oʻzgaradi.
payments-ready-payme =
    <b>{ $subject }</b>

    Toʻlov: { $sum }. Tugma Payme sahifasini ochadi. Pul tushishi bilan bu xabar oʻzgaradi.
payments-preparing =
    <b>{ $subject }</b>

    { $sum } toʻlash sahifasini tayyorlayapmiz. Havola shu yerda paydo boʻladi.
payments-invoice-sent =
    <b>{ $subject }</b>

    { $sum } uchun hisob keyingi xabarda. Pul tushishi bilan bu xabar oʻzgaradi.
payments-open = 💳 Toʻlovga oʻtish
payments-to-order = 📄 Buyurtmaga
payments-to-hour = 🕐 Yordam soatiga
payments-to-booking = 🎫 Bronga
payments-to-balance = 💰 Balansga
payments-check = 🔄 Toʻlovni tekshirish
payments-not-yet = Pul hali tushmadi.
payments-paid = ✅ Toʻlandi: { $subject }, { $sum }.
payments-left = Bu yerda endi toʻlash shart emas: { $subject }. Eski havola orqali toʻlasangiz, pul qaytadi.
payments-returned = ↩️ { $sum } toʻlov kelganda toʻlaydigan narsa qolmagan edi: { $subject }. Pulni kelgan joyiga qaytaryapmiz.
payments-parked = { $sum } keldi: { $subject }. Bu biz kutgan summa emas. Xodim koʻrib chiqib, sizga yozadi.
payments-cancelled = Toʻlov oʻtmadi: { $subject }, { $sum }.
payments-again = 💳 Qayta toʻlash
payments-reason-funds = Kartada pul yetmadi. Toʻldiring yoki boshqa karta bilan toʻlang.
payments-reason-card = Bank kartani tanimadi: raqami, muddati va kodini tekshiring.
payments-reason-secure = Bank tasdiqni olmadi. Yana urinib koʻring.
payments-reason-expired = Toʻlov vaqti tugadi.
payments-reason-limit = Karta yoki hamyon limiti oshib ketdi. Boshqa karta bilan yoki ertaga urinib koʻring.
payments-reason-later = Bank hozir javob bermayapti. Birozdan keyin urinib koʻring.
payments-reason-bank = Bank rad etdi. Boshqa karta bilan urinib koʻring yoki bankingizdan soʻrang.
payments-refunded = ↩️ { $sum } qaytarildi: { $subject }. Pul kartaga bir-uch kunda tushadi.

payments-to-card = { $mask } kartaga
payments-to-account = { $mask } hisob raqamiga
payments-payout-asked = { $to } { $sum } toʻlash soʻrovi qabul qilindi.
payments-payout-approved = { $to } { $sum } toʻlash tasdiqlandi. Pul ketganda yozamiz.
payments-payout-paid = ✅ { $to } { $sum } toʻlandi.
payments-payout-failed = { $to } { $sum } toʻlov oʻtmadi. Pul yana hisobingizda.
payments-payout-withdrawn = { $sum } toʻlash soʻrovi qaytarib olindi. Pul yana hisobingizda.
payments-payout-rejected = { $sum } toʻlash soʻrovi rad etildi. Pul yana hisobingizda.
payments-payout-reason = Sababi: { $reason }

payments-staff-payout =
    <b>{ $number }-toʻlov</b>

    { $to } { $sum }, { $purpose }. Qaror kutmoqda.
payments-staff-purpose-executor = ijrochi daromadi
payments-staff-purpose-bonus = taklif bonuslari
payments-staff-purpose-agency = agentlik puli
payments-staff-payout-failed = ⚠️ { $number }-toʻlov ({ $sum }) oʻtmadi: { $problem }. Pul yana odamning hisobida.
payments-staff-parked =
    <b>{ $number }-toʻlov mos kelmadi</b>

    { $subject }: { $sum } keldi.
    YooKassada: <code>{ $theirs }</code>
    Nima notoʻgʻri: { $problem }
payments-staff-accept = ✅ Toʻlov deb qabul qilish
payments-staff-give-back = ↩️ Pulni qaytarish
payments-staff-refund-open = { $number }-qaytarish: { $sum }, { $subject }. Yoʻlda. { $problem }
payments-staff-refund-done = { $number }-qaytarish: { $sum }, { $subject }. Bajarildi. { $problem }
payments-staff-refund-outside = ⚠️ YooKassa kabinetida { $sum } qaytarildi: { $subject }. { $number }-raqam bilan yozib qoʻydik. { $problem }
payments-staff-refund-failed = ⚠️ { $number }-qaytarish oʻtmadi: { $sum }, { $subject }. Sababi: { $problem }
payments-staff-refund-native =
    ⚠️ { $number }-qaytarish: { $sum }, { $subject }. Bu hisob Telegram ichida toʻlangan, Telegram esa rublni qaytarmaydi.

    YooKassa kabinetida qaytarishni bajaring va uning raqamini shu yerga kiriting. Toʻlov raqami: <code>{ $theirs }</code>
payments-staff-reference = Amal raqami: { $text }
payments-staff-ask-reference = { $number }-qaytarish, { $sum }. Pulni qaytargan bank amalining raqamini yozing.
payments-staff-ask-native-reference = { $number }-qaytarish, { $sum }. YooKassa kabinetidagi qaytarish raqamini yozing.
payments-staff-retry = 🔄 Yana yuborish
payments-staff-by-hand = ✅ Qaytarildi, raqamini kiritish
payments-staff-comparing = YooKassa roʻyxatini yozuvlarimiz bilan solishtiryapmiz…
payments-staff-incomparable = YooKassa javob bermadi. Birozdan keyin urinib koʻring.
payments-staff-report =
    <b>YooKassa bilan solishtirish</b>
    { $from } — { $until }

    { $payments ->
       *[other] { $payments } ta toʻlov
    }, { $received }
    { $refunds ->
       *[other] { $refunds } ta qaytarish
    }, { $returned }
payments-staff-ledger-clean = ✅ Hisob daftari toʻgʻri.
payments-staff-ledger-broken = ⚠️ Hisob daftari mos kelmayapti: dasturchini chaqiring.
payments-staff-agrees = ✅ Roʻyxatlar bir xil.
payments-staff-difference = ⚠️ { $kind }: bizda { $ours }, YooKassada <code>{ $theirs }</code>
payments-staff-more =
    { $count ->
       *[other] va yana { $count } ta farq
    }
payments-staff-day = Bir kun
payments-staff-week = Hafta
payments-staff-month = Oy
payments-difference-unknown-payment = bizda yoʻq toʻlov
payments-difference-not-settled = YooKassada toʻlangan, bizda emas
payments-difference-not-paid = bizda toʻlangan, YooKassada emas
payments-difference-amount = summalar har xil
payments-difference-not-booked = toʻlov daftarda yoʻq
payments-difference-unknown-refund = bizda yoʻq qaytarish
payments-difference-refund-not-settled = YooKassada qaytarilgan, bizda emas
payments-difference-refund-not-made = bizda qaytarilgan, YooKassada emas
payments-difference-refund-not-booked = qaytarish daftarda yoʻq

payments-page-paid = Toʻlandi
payments-page-waiting = Bank javobini kutyapmiz
payments-page-cancelled = Toʻlov oʻtmadi
payments-page-returned = Pul sizga qaytmoqda
payments-page-parked = Pul keldi, xodim tekshiradi
payments-page-unknown = Bunday toʻlov yoʻq
payments-page-trouble = Hozir nimadir javob bermayapti. Birozdan keyin botga qarang.
payments-page-detail = { $subject }, { $sum }
payments-page-back = Botga qaytish

payments-error-nothing = Bu yerda endi toʻlaydigan narsa yoʻq.
payments-error-not-set-up = Toʻlov hozir ulanmagan. Yordamga yozing.
payments-error-refused = YooKassa toʻlovni qabul qilmadi. Yana urinib koʻring yoki yordamga yozing.
payments-error-no-answer = YooKassa hozir javob bermayapti. Birozdan keyin urinib koʻring.
payments-error-own-payout = Oʻz toʻlovingizni boshqa kishi tasdiqlaydi: boshqa administrator yoki egadan soʻrang.
payments-error-moved = Siz qarab turganda hammasi oʻzgardi. Yana oching.
payments-error-too-much = Bu qaytarish mumkin boʻlgandan koʻp.
payments-error-amount = Bunday summa toʻgʻri kelmaydi.
payments-error-text = Matn kerak, juda uzun boʻlmasin.
payments-error-already-open = Sizda ochiq toʻlov soʻrovi bor.
payments-error-not-enough = Hisobda buncha pul yoʻq.
payments-error-invoice-old = Bu hisob endi ishlamaydi. Toʻlovni botda qaytadan oching.

audit-payment = pul: toʻlovlar
audit-payment-started = toʻlov boshlandi
audit-payment-paid = toʻlandi
audit-payment-returned = pul qaytdi: toʻlaydigan narsa yoʻq edi
audit-payment-parked = boshqa summa keldi
audit-payment-accepted = xodim qabul qildi
audit-refund = pul: qaytarishlar
audit-refund-ordered = qaytarish buyurildi
audit-refund-done = qaytarildi
audit-refund-failed = qaytarish oʻtmadi
audit-refund-retried = qaytarish yana yuborildi
audit-refund-by-hand = qoʻlda qaytarildi
audit-refund-outside = YooKassa kabinetida qaytarildi
audit-payout = pul: toʻlab berish
audit-payout-asked = toʻlov soʻraldi
audit-payout-withdrawn = soʻrov qaytarib olindi
audit-payout-approved = toʻlov tasdiqlandi
audit-payout-rejected = toʻlov rad etildi
audit-payout-paid = toʻlab berildi
audit-payout-failed = toʻlov oʻtmadi
audit-payout-exported = bank roʻyxati olindi

payments-problem-amount = summa biz kutgandek emas
payments-problem-currency = boshqa valyuta
payments-problem-shop = pul boshqa doʻkonga kelgan
payments-problem-insufficient-funds = doʻkon hisobida pul yetarli emas
payments-problem-rejected-by-payee = oluvchining banki rad etdi
payments-problem-general-decline = sababsiz rad etildi
payments-problem-canceled = YooKassa qaytarishni bekor qildi
payments-problem-not-set-up = YooKassa ulanmagan
payments-problem-no-payment = toʻlovning YooKassadagi raqami yoʻq
payments-problem-native = hisob Telegram ichida toʻlangan, faqat qoʻlda qaytariladi
payments-problem-no-answer = YooKassa javob bermadi

payments-error-payout-moved = Bu soʻrov allaqachon koʻrib chiqilgan.
payments-error-payout-open = Bitta soʻrov ochiq: uning qarorini kuting.
payments-error-payout-small = Balansda hozircha yechib olish mumkin boʻlganidan kam.
payments-error-card-form = Bu karta raqamiga oʻxshamaydi: unda 13 dan 19 gacha raqam boʻladi. Raqamni qayta yuboring.
payments-error-card-sum = Raqamda xato bor: nazorat raqami toʻgʻri kelmayapti. Raqamni qayta yuboring.
payments-error-card-scheme = Bunday kartani bilmaymiz. Mir, Visa, Mastercard, UnionPay, Humo va Uzcard boʻladi.
payments-error-card-later = Hozir kartani saqlab boʻlmadi. Keyinroq urinib koʻring.
