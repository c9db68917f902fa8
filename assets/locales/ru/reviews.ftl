reviews-title = <b>Отзывы</b>
reviews-title-of = <b>Отзывы: исполнитель { $number }</b>
reviews-none = Пока ни одного.
reviews-summary =
    ★ { $average } · { $count ->
        [one] { $count } отзыв
        [few] { $count } отзыва
       *[other] { $count } отзывов
    }
reviews-entry = { $stars } <b>{ $name }</b> · { $day }
reviews-about-executor = <i>Исполнитель { $number }</i>
reviews-about-hour = <i>Час с поддержкой</i>
reviews-about-tour = <i>Тур «{ $tour }»</i>
reviews-answer = 💬 <i>Ответ: { $text }</i>
reviews-nobody = Клиент
reviews-whole = 📖 Целиком: { $name }

reviews-ask-order = Заказ № { $number } завершён. Как вам работа?
reviews-ask-hour = Час с поддержкой прошёл. Как вам?
reviews-ask-tour = Вы вернулись из путешествия. Как вам тур?
reviews-rated = Спасибо! Ваша оценка: { $stars }
reviews-ask-text = Напишите пару слов: что получилось, чего не хватило. До { $limit } символов. Отзыв увидят все, рядом будет ваше имя без фамилии.
reviews-wordless = Без слов
reviews-other-stars = Другая оценка
reviews-thanks = Спасибо! { $stars } Отзыв появится в списке, когда его посмотрит сотрудник.
reviews-masked = Контакты мы убрали: отзыв увидят все.
reviews-news-shown = ⭐ Ваш отзыв опубликован. Спасибо!
reviews-news-answered =
    На ваш отзыв ответили:

    { $text }

reviews-queue-waiting = <b>Отзывы</b> · ждут проверки: { $count }
reviews-queue-shown = <b>Отзывы</b> · опубликованы: { $count }
reviews-queue-hidden = <b>Отзывы</b> · скрыты: { $count }
reviews-tab-waiting = Ждут · { $count }
reviews-tab-shown = Видны · { $count }
reviews-tab-hidden = Скрыты · { $count }
reviews-card-order = <b>Отзыв о заказе № { $number }</b>
reviews-card-hour = <b>Отзыв о часе № { $number }</b>
reviews-card-tour = <b>Отзыв о туре, бронь № { $number }</b>
reviews-state-waiting = ⏳ Ждёт проверки
reviews-state-shown = 👁 Виден всем
reviews-state-hidden = 🙈 Скрыт
reviews-show = 👁 Показать
reviews-hide = 🙈 Скрыть
reviews-write-answer = 💬 Ответить
reviews-ask-answer = Напишите ответ, до { $limit } символов. Автор получит его сразу, остальные увидят под отзывом.

reviews-error-not-done = Отзыв можно оставить, когда работа завершена.
reviews-error-stars = Оценка — от одной до пяти звёзд.
reviews-error-stands = Этот отзыв уже проверен, изменить его нельзя.
reviews-error-empty = Здесь нет слов. Напишите текстом.
reviews-error-long = Слишком длинно: поместится до { $limit } символов.
reviews-error-changed = Отзыв успели изменить. Вот как он выглядит сейчас.
