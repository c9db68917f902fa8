circle-title =
    <b>Круг</b>

    { $count ->
        [0] Здесь пока никого.
        [one] { $count } друг.
        [few] { $count } друга.
       *[other] { $count } друзей.
    } Отправьте другу свою ссылку: вы появитесь друг у друга, когда оба согласитесь.

    { $link }
circle-waiting =
    { $count ->
        [one] { $count } человек ждёт вашего ответа.
        [few] { $count } человека ждут вашего ответа.
       *[other] { $count } человек ждут вашего ответа.
    }
circle-share = 📨 Отправить другу
circle-share-text = Присоединяйтесь к моему кругу в { $brand }
circle-copy = 📋 Скопировать
circle-new-link = 🔄 Новая ссылка
circle-invitation = <b>{ $name }</b> приглашает вас в свой круг. Друзья видят имена друг друга и могут делиться маршрутами и турами.
circle-connect = 🤝 Дружить
circle-not-now = Не сейчас
circle-asked = Запрос отправлен. Как только <b>{ $name }</b> согласится, мы сообщим.
circle-friends-now = 🤝 Вы и <b>{ $name }</b> теперь в одном круге.
circle-request = <b>{ $name }</b> хочет войти в ваш круг.
circle-accept = ✅ Принять
circle-decline = ✖️ Отклонить
circle-friend = <b>{ $name }</b>

    В вашем круге с { $since }.
circle-remove = 🗑 Убрать из круга
circle-remove-ask = Убрать из круга: <b>{ $name }</b>? Вы исчезнете из списков друг друга.
circle-error-link = Эта ссылка больше не работает. Попросите новую.
circle-error-yourself = Это ваша собственная ссылка. Отправьте её другу.
circle-error-already = Вы уже в одном круге.
circle-error-full = Круг полон: в нём помещается до 200 человек.
circle-error-gone = Этого запроса или друга здесь уже нет.
circle-trips-shown = 🧳 Друзья, которые показывают свои поездки, видят, на какие туры вы едете, и вы видите их.
circle-trips-hidden = 🧳 Друзья не видят ваших поездок, а вы их. Поездки видят только те, кто показывает свои.
circle-trips-show = 🧳 Показать мои поездки друзьям
circle-trips-hide = 🙈 Скрыть мои поездки
