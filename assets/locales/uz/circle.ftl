circle-title =
    <b>Davra</b>

    { $count ->
        [0] Bu yerda hozircha hech kim yoʻq.
       *[other] { $count } ta doʻst.
    } Doʻstingizga havolangizni yuboring: ikkalangiz rozi boʻlsangiz, bir-biringizning davrangizda koʻrinasiz.

    { $link }
circle-waiting = { $count } kishi javobingizni kutyapti.
circle-share = 📨 Doʻstga yuborish
circle-share-text = { $brand } xizmatidagi davramga qoʻshiling
circle-copy = 📋 Nusxalash
circle-new-link = 🔄 Yangi havola
circle-invitation = <b>{ $name }</b> sizni oʻz davrasiga taklif qilyapti. Doʻstlar bir-birining ismini koʻradi, yoʻnalish va turlarni ulasha oladi.
circle-connect = 🤝 Doʻstlashish
circle-not-now = Hozir emas
circle-asked = Soʻrov yuborildi. <b>{ $name }</b> rozi boʻlishi bilan xabar beramiz.
circle-friends-now = 🤝 Siz va <b>{ $name }</b> endi bir davradasiz.
circle-request = <b>{ $name }</b> davrangizga qoʻshilmoqchi.
circle-accept = ✅ Qabul qilish
circle-decline = ✖️ Rad etish
circle-friend = <b>{ $name }</b>

    { $since } dan beri davrangizda.
circle-remove = 🗑 Davradan chiqarish
circle-remove-ask = <b>{ $name }</b> davrangizdan chiqarilsinmi? Bir-biringizning roʻyxatingizda koʻrinmay qolasiz.
circle-error-link = Bu havola endi ishlamaydi. Yangisini soʻrang.
circle-error-yourself = Bu oʻzingizning havolangiz. Uni doʻstingizga yuboring.
circle-error-already = Siz allaqachon bir davradasiz.
circle-error-full = Davra toʻlgan: unga koʻpi bilan 200 kishi sigʻadi.
circle-error-gone = Bu soʻrov yoki doʻst endi bu yerda yoʻq.
circle-trips-shown = 🧳 Safarlarini koʻrsatadigan doʻstlaringiz qaysi turlarga borishingizni koʻradi, siz ham ularnikini koʻrasiz.
circle-trips-hidden = 🧳 Doʻstlaringiz safarlaringizni koʻrmaydi, siz ham ularnikini. Safarlarni faqat oʻzinikini koʻrsatganlar koʻradi.
circle-trips-show = 🧳 Safarlarimni doʻstlarga koʻrsatish
circle-trips-hide = 🙈 Safarlarimni yashirish
