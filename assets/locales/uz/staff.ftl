staff-panel =
    <b>Xodim paneli</b>

    Rolingiz: { $role }.
staff-people = 👥 Odamlar
staff-find = 🔎 Topish
staff-audit = 📜 Jurnal
staff-health = 🩺 Holat
staff-hours = 🕐 Mening soatlarim

staff-people-all =
    <b>Odamlar</b>

    Jami { $count } kishi.
staff-people-found = «{ $query }» soʻrovi boʻyicha topildi: { $count }.
staff-people-none = «{ $query }» soʻrovi boʻyicha hech kim topilmadi.
staff-narrow = Soʻrovni aniqlashtirish
staff-ask-find = Ism, @username, bizdagi raqami yoki Telegram ID raqamini yozing.

staff-card =
    <b>{ $name }</b> · № { $id }

    Telegram: { $telegram }
    Til: { $language }
    Vaqt mintaqasi: { $zone }
    Rollar: { $roles }
    Biz bilan: { $created } dan beri
    Oxirgi tashrif: { $seen }
staff-card-came = Manba: { $payload }
staff-card-unreachable = ⚠️ { $at } dan beri xabar olmayapti
staff-card-blocked = ⛔ Kirish yopilgan: { $at }. Sababi: { $reason }
staff-card-deleted =
    <b>Oʻchirilgan hisob</b> · № { $id }

    Biz bilan boʻlgan: { $created } dan
    Oʻchirilgan: { $deleted }
staff-roles = 🎭 Rollar
staff-block = ⛔ Kirishni yopish
staff-unblock = 🔓 Kirishni ochish
staff-notes = 📝 Qaydlar
staff-timeline = 🕓 Tarix

staff-roles-page =
    <b>{ $name }</b>

    Hozir: { $roles }. Rol berish yoki olish uchun uning ustiga bosing.
staff-revoke-ask = <b>{ $name }</b>: «{ $role }» roli olib qoʻyilsinmi?
staff-role-granted = Sizga yangi rol berildi: <b>{ $role }</b>.
staff-role-panel = Xodim paneli menyuda.
staff-role-revoked = «{ $role }» roli sizdan olindi.
staff-ask-reason = Kirishni nima uchun yopyapmiz? Bu sababni odamning oʻzi ham koʻradi.
staff-ask-note = Qaydni yozing. Uni faqat xodimlar koʻradi.
staff-notes-title = <b>{ $name }</b> haqida qaydlar
staff-notes-none = Hozircha bitta ham yoʻq.
staff-note =
    <i>{ $at }, № { $author }</i>
    { $text }
staff-note-add = ＋ Qayd

staff-timeline-title = <b>№ { $id } odam tarixi</b>
staff-audit-title = <b>Jurnal</b> · { $filter } · { $count }
staff-audit-filter = ⚙️ Filtr
staff-audit-filters = Nimani koʻrsataylik?
staff-audit-all = hammasi
staff-audit-none = Yozuvlar yoʻq.
staff-audit-row =
    <i>{ $at }</i> · { $actor }
    { $deed }
staff-actor-shell = server
staff-actor-system = tizim

audit-user-blocked = kirish yopildi
audit-user-unblocked = kirish ochildi
audit-user-note-added = qayd
audit-role-granted = rol berildi
audit-role-revoked = rol olindi
audit-consent-decided = rozilik
audit-account-exported = maʼlumotlar olindi
audit-account-deleted = hisob oʻchirildi
audit-token-created = kalit yaratildi
audit-token-revoked = kalit bekor qilindi
audit-message-revived = qayta yuborish
audit-hour = yordam soatlari
audit-hour-held = soat band qilindi
audit-hour-expired = band muddati tugadi
audit-hour-booked = soat toʻlandi
audit-hour-started = soat boshlandi
audit-hour-done = soat boʻlib oʻtdi
audit-hour-missed-by-client = mijoz kelmadi
audit-hour-missed-by-operator = operator kelmadi
audit-hour-cancelled = soat bekor qilindi
audit-hour-reassigned = soat boshqaga berildi
audit-booking = bronlar
audit-booking-requested = turga ariza
audit-booking-approved = bron tasdiqlandi
audit-booking-rejected = bron rad etildi
audit-booking-expired = bron muddati tugadi
audit-booking-paid = bron toʻlandi
audit-booking-cancelled = bron bekor qilindi
audit-booking-named = bron ishtirokchilari yozildi
audit-booking-reversed = bron toʻlovi qaytarildi
audit-booking-completed = bron boʻyicha tur oʻtdi
audit-agency = agentliklar
audit-agency-created = agentlik yaratildi
audit-agency-changed = agentlik oʻzgartirildi
audit-agency-commission-set = komissiya oʻzgartirildi
audit-agency-commission-received = komissiya olindi
audit-agency-payme-set = Payme kassasi oʻzgartirildi
audit-agency-blocked = agentlik bloklandi
audit-agency-unblocked = agentlik blokdan chiqarildi
audit-agency-manager-added = menejer tayinlandi
audit-agency-manager-removed = menejer olib tashlandi
audit-tour = turlar
audit-tour-created = tur yaratildi
audit-tour-changed = tur oʻzgartirildi
audit-tour-published = tur eʼlon qilindi
audit-tour-archived = tur arxivlandi
audit-tour-session-added = sana qoʻshildi
audit-tour-session-changed = sana oʻzgartirildi
audit-tour-session-closed = yozilish yopildi
audit-tour-session-opened = yozilish ochildi
audit-tour-session-cancelled = sana bekor qilindi
audit-tour-session-completed = sana oʻtdi
audit-tour-promotion-added = aksiya qoʻshildi
audit-tour-promotion-ended = aksiya tugatildi
audit-tour-code-added = promokod qoʻshildi
audit-tour-code-ended = promokod oʻchirildi
audit-trip = buyurtma sayohatlar
audit-trip-submitted = sayohat soʻrovi yuborildi
audit-trip-offered = taklif qilindi
audit-trip-changed = taklif oʻzgartirildi
audit-trip-withdrawn = taklif qaytarib olindi
audit-trip-countered = qarshi narx
audit-trip-declined = taklif rad etildi
audit-trip-chosen = taklif tanlandi
audit-trip-cancelled = soʻrov bekor qilindi
audit-trip-expired = soʻrov muddati tugadi

audit-subject-user = № { $id }
audit-subject-agency = agentlik № { $id }
audit-subject-token = kalit № { $id }
audit-subject-message = xabar № { $id }
audit-document-offer = oferta
audit-document-personal-data = maʼlumotlarni qayta ishlash
audit-decision-given = berildi
audit-decision-refused = rad etildi
audit-decision-withdrawn = qaytarib olindi

staff-faq = 👍 Nima yordam beradi
staff-faq-page = <b>Savol-javoblar: nima yordam beradi</b>
staff-faq-none = Javob yordam berdimi, hali hech kim aytmagan.
staff-faq-sum =
    Baholar: { $votes }, «yordam berdi»: { $share }%.
    Bahosiz javoblar: { $silent }.
staff-faq-order-worst = Avval kam yordam berganlari. Javobni oʻqish uchun raqamini bosing.
staff-faq-order-best = Avval koʻp yordam berganlari. Javobni oʻqish uchun raqamini bosing.
staff-faq-row =
    { $number }. { $emoji } { $question }
    👍 { $helped } · 👎 { $not }
staff-faq-worst = ⇅ Avval zaiflari
staff-faq-best = ⇅ Avval yaxshilari

staff-health-page =
    <b>Holat</b> · versiya { $version }

    Baza: { $database }
    Redis: { $redis }
    Odamlar: { $people }, xabar olmayotganlar: { $unreachable }
    Navbat: { $waiting ->
        [0] boʻsh
       *[other] { $waiting } ta, eng eskisi { $oldest } soniya kutyapti
    }
    Yetkazilmagan: { $dead }
    Haftadagi nosozliklar: { $failed }
    Xizmatlar: { $loops }
staff-health-ms = { $ms } ms
staff-health-redis-none = ulanmagan
staff-health-redis-down = javob bermayapti
staff-health-all-alive = hammasi javob beryapti
staff-health-silent = ⚠️ jim turibdi: { $names }
staff-health-dead = 📭 Yetkazilmagan: { $count }
staff-dead-title = <b>Yetkazilmagan</b> · { $count }
staff-dead-row =
    № { $id } · { $kind } · kimga: № { $user }
    <i>{ $error }</i>
staff-dead-revive = ↻ № { $id }

staff-error-yourself = Buni oʻzingizga nisbatan qilib boʻlmaydi.
staff-error-rank = Bu odamning kirishi va rollarini faqat ega oʻzgartira oladi.
staff-error-gone = Bunday odam yoʻq.
staff-error-empty = Bu yer boʻsh. Hech boʻlmasa bitta soʻz yozing.
staff-error-long = Juda uzun: koʻpi bilan { $limit } ta belgi sigʻadi.
staff-reviews = ⭐ Sharhlar
staff-partners = 🎁 Hamkorlar
audit-partner-applied = hamkorlik arizasi berildi
audit-partner-withdrew = hamkorlik arizasi qaytarib olindi
audit-partner-approved = hamkorlik arizasi qabul qilindi
audit-partner-refused = hamkorlik arizasi rad etildi
audit-referral-share-set = hamkor ulushi
audit-review-written = sharh yozildi
audit-review-shown = sharh eʼlon qilindi
audit-review-hidden = sharh yashirildi
audit-review-answered = sharhga javob
audit-order = buyurtmalar
