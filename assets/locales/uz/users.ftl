start-greeting = Assalomu alaykum, { $name }! Bu <b>{ $brand }</b>. Tanishganimizdan xursandmiz!
start-again = Qaytganingizdan xursandmiz, { $name }! Bu yana <b>{ $brand }</b>.
start-first = Keling, boshidan boshlaymiz: /start yuboring.
language-choose = Tilni tanlang · Выберите язык · Choose a language

consent-ask = Boshlashdan oldin hujjatni oʻqib chiqing ({ $number }/{ $count }) va rozi yoki rozi emasligingizni ayting. Matnni ochish uchun ustiga bosing.
consent-changed = Bu hujjat siz rozi boʻlganingizdan keyin oʻzgardi. Iltimos, yangi tahririni oʻqib chiqing. Matnni ochish uchun ustiga bosing.
consent-agree = ✅ Roziman
consent-refuse = Rozi emasman
consent-return = 📄 Hujjatlarga qaytish
consent-first = Avval hujjatlarga rozilik berishingiz kerak.
consent-refused =
    <b>Tushunamiz.</b> Roziliksiz profilingizni saqlashga va sizga shaxsan yordam berishga haqqimiz yoʻq.

    Savol-javoblar va «Biz haqimizda» sahifasi roziliksiz ham ochiq. Fikringiz oʻzgarsa, hujjatlar shu yerda kutadi.

blocked = Botga kirishingiz yopilgan.
blocked-alert = Botga kirishingiz yopilgan.
blocked-reason = Sababi: { $reason }
blocked-contact = Bu xato boʻlsa, yozing: { $contact }
unblocked = Botga kirishingiz yana ochildi. Xush kelibsiz!

profile-unset = koʻrsatilmagan
profile-card =
    <b>Profil</b>

    Ism: { $first }
    Familiya: { $last }
    Telegram: { $username }
    Til: { $language }
    Vaqt mintaqasi: { $zone }
    Soha: { $sphere }
    Ixtisoslik: { $spec }
    Qiziqishlar: { $interests }
profile-roles = Rollar: { $roles }
profile-edit-first = ✏️ Ism
profile-edit-last = ✏️ Familiya
profile-edit-sphere = 🎓 Soha
profile-edit-spec = 🔬 Ixtisoslik
profile-edit-interests = ⭐ Qiziqishlar
profile-edit-zone = 🕒 Vaqt mintaqasi
profile-edit-avatar = 🖼 Rasm
profile-clear = 🗑 Olib tashlash
profile-share-location = 📍 Joylashuv boʻyicha aniqlash

profile-ask-first = Ismingiz nima? Yozib yuboring.
profile-ask-last = Familiyangizni yozing.
profile-ask-sphere = Qaysi sohada oʻqiysiz yoki ishlaysiz? Masalan: iqtisodiyot.
profile-ask-spec = Ixtisosligingiz qanday? Masalan: xalqaro moliya.
profile-ask-interests = Nimalarga qiziqasiz? Vergul bilan ajratib, oʻntagacha soʻz yozing. Masalan: togʻlar, fotografiya, tarix.
profile-ask-zone = Vaqti sizniki bilan bir xil shaharni tanlang, nomini yozing yoki joylashuvingizni yuboring.
profile-ask-avatar = Rasm yuboring, 5 MB gacha.
profile-ask-location = Joylashuvni yuborish uchun pastdagi tugmani bosing. Undan faqat vaqt mintaqasini bilib olamiz, oʻzini saqlamaymiz.
profile-saved = Yozib qoʻydik.

profile-error-empty = Bu yer boʻsh. Hech boʻlmasa bitta soʻz yozing.
profile-error-long = Juda uzun: koʻpi bilan 64 ta belgi sigʻadi.
profile-error-many = Juda koʻp: oʻntadan oshirmang.
profile-error-zone = Bunday shahar yoki vaqt mintaqasini bilmaymiz. Eng yaqin katta shaharni yozib koʻring.
profile-error-place = Bu joylashuvdan vaqt mintaqasini aniqlab boʻlmadi. Roʻyxatdan shahar tanlang.
profile-error-not-text = Bu yerga matn kerak.
profile-error-not-photo = Bu yerga rasm kerak: uni fayl emas, rasm qilib yuboring.
profile-error-photo-large = Fayl 5 MB dan katta. Kichikroq rasm yuboring.

privacy-page =
    <b>Mening maʼlumotlarim</b>

    Oferta: { $offer }
    Maʼlumotlarni qayta ishlash: { $data }

    Bu yerda hujjatlarni qayta oʻqish, siz haqingizda saqlaydigan hamma narsani yuklab olish, rozilikni qaytarib olish yoki hisobni oʻchirish mumkin.
privacy-given = rozilik berilgan, { $since }
privacy-refused = rad etilgan, { $since }
privacy-withdrawn = rozilik qaytarib olingan, { $since }
privacy-not-asked = hali qaror yoʻq
privacy-read-offer = 📄 Oferta
privacy-read-data = 📄 Maʼlumotlarni qayta ishlash
privacy-export-button = ⬇️ Maʼlumotlarimni yuklab olish
privacy-export-toast = Fayl tayyorlanyapti…
privacy-export = Bu biz siz haqingizda saqlaydigan hamma narsa: JSON fayl, uni istalgan matn muharriri ochadi.
privacy-withdraw-button = ↩️ Rozilikni qaytarib olish
privacy-withdraw-ask = Rozilikni qaytarib olasizmi? Profil qoladi, lekin yana rozilik bermaguningizcha xizmatdan foydalanib boʻlmaydi.
privacy-tokens = 🔑 Oʻz dasturlaringiz uchun kalitlar
privacy-delete-button = 🗑 Hisobni oʻchirish
privacy-delete-ask =
    <b>Hisob oʻchirilsinmi?</b>

    Ism, rasm, davra, kalitlar va siz haqingizdagi qolgan hamma narsa darrov va butunlay oʻchadi. Toʻlov yozuvlari ismingizsiz qoladi: qonun shuni talab qiladi.
privacy-delete-yes = Ha, oʻchirilsin
privacy-deleted = Hisob oʻchirildi. Qaytmoqchi boʻlsangiz, /start buyrugʻini bosing.
