reviews-title = <b>Sharhlar</b>
reviews-title-of = <b>Sharhlar: { $number }-ijrochi</b>
reviews-none = Hozircha yoʻq.
reviews-summary = ★ { $average } · { $count } ta sharh
reviews-entry = { $stars } <b>{ $name }</b> · { $day }
reviews-about-executor = <i>{ $number }-ijrochi</i>
reviews-about-hour = <i>Yordam soati</i>
reviews-about-tour = <i>«{ $tour }» turi</i>
reviews-answer = 💬 <i>Javob: { $text }</i>
reviews-nobody = Mijoz
reviews-whole = 📖 Toʻliq: { $name }

reviews-ask-order = { $number }-buyurtma yakunlandi. Ish sizga yoqdimi?
reviews-ask-hour = Yordam soati tugadi. Sizga yoqdimi?
reviews-ask-tour = Sayohatdan qaytdingiz. Tur sizga yoqdimi?
reviews-rated = Rahmat! Bahoyingiz: { $stars }
reviews-ask-text = Bir-ikki ogʻiz yozing: nima yaxshi boʻldi, nima yetishmadi. { $limit } ta belgigacha. Sharhni hamma koʻradi, yonida familiyangizsiz ismingiz turadi.
reviews-wordless = Soʻzsiz
reviews-other-stars = Boshqa baho
reviews-thanks = Rahmat! { $stars } Xodim koʻrib chiqqach, sharh roʻyxatda paydo boʻladi.
reviews-masked = Aloqa maʼlumotlarini olib tashladik: sharhni hamma koʻradi.
reviews-news-shown = ⭐ Sharhingiz eʼlon qilindi. Rahmat!
reviews-news-answered =
    Sharhingizga javob keldi:

    { $text }

reviews-queue-waiting = <b>Sharhlar</b> · tekshiruv kutmoqda: { $count }
reviews-queue-shown = <b>Sharhlar</b> · eʼlon qilingan: { $count }
reviews-queue-hidden = <b>Sharhlar</b> · yashirilgan: { $count }
reviews-tab-waiting = Kutmoqda · { $count }
reviews-tab-shown = Ochiq · { $count }
reviews-tab-hidden = Yashirin · { $count }
reviews-card-order = <b>{ $number }-buyurtma haqida sharh</b>
reviews-card-hour = <b>{ $number }-yordam soati haqida sharh</b>
reviews-card-tour = <b>Tur haqida sharh, { $number }-bron</b>
reviews-state-waiting = ⏳ Tekshiruv kutmoqda
reviews-state-shown = 👁 Hammaga koʻrinadi
reviews-state-hidden = 🙈 Yashirilgan
reviews-show = 👁 Koʻrsatish
reviews-hide = 🙈 Yashirish
reviews-write-answer = 💬 Javob berish
reviews-ask-answer = Javobni yozing, { $limit } ta belgigacha. Muallif uni darhol oladi, qolganlar sharh ostida koʻradi.

reviews-error-not-done = Sharhni ish tugagach qoldirish mumkin.
reviews-error-stars = Baho — birdan besh yulduzgacha.
reviews-error-stands = Bu sharh tekshirib boʻlingan, uni oʻzgartirib boʻlmaydi.
reviews-error-empty = Bu yerda soʻz yoʻq. Matn bilan yozing.
reviews-error-long = Juda uzun: { $limit } tagacha belgi sigʻadi.
reviews-error-changed = Sharh oʻzgarib qoldi. Hozirgi koʻrinishi mana.
