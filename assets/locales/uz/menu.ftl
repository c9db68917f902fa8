menu-home = <b>{ $brand }</b>

    { $name }, qanday yordam beraylik?
menu-profile = 👤 Profil
menu-circle = 🤝 Davra
menu-hours = 🕐 Yordam soati
menu-tours = 🌍 Turlar
menu-agency = 🏢 Agentlik kabineti
menu-faq = 💬 Savol-javoblar
menu-about = ℹ️ Biz haqimizda
menu-stages = 🧭 Ish bosqichlari
menu-language = 🌐 Til
menu-privacy = 🔒 Maʼlumotlarim
menu-consent = 📄 Hujjatlar va rozilik
menu-staff = 🛠 Xodim paneli
menu-link-site = 🌍 Sayt
menu-link-channel = 📣 Kanal
menu-link-chat = 💬 Chat

menu-cancelled = Xoʻp, bekor qildik.
menu-nothing-to-cancel = Bekor qiladigan narsa yoʻq edi.
menu-unknown-command = Bunday buyruq yoʻq. Mana borlari:
menu-stale-button = Bu tugma eskirgan. Mana yangi menyu.
menu-question-lost = Bot nimani soʻraganini unutib qoʻydi, uzr. Kerakli boʻlimni qayta oching:
menu-unexpected-text = Hozir bot sizdan matn kutmayotgan edi. Boʻlimni tanlang:
menu-unexpected-media = Rahmat, lekin hozir bot fayl kutmayotgan edi. Boʻlimni tanlang:
menu-reviews = ⭐ Sharhlar
menu-referrals = 🎁 Doʻstlarni taklif qilish
