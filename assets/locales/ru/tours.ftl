# Туры: каталог и карточка.
tours-home =
    <b>Туры</b>

    Выберите, что вам ближе, или ищите по городу, дате и цене.
tours-home-empty =
    <b>Туры</b>

    Туров в продаже пока нет. Загляните позже: агентства добавляют новые каждую неделю.
tours-by-city = 🏙 Город
tours-by-month = 📅 Когда
tours-by-price = 💰 Цена
tours-search = 🔎 Поиск
tours-search-again = 🔎 Искать ещё
tours-all = 🌍 Все туры
tours-kept = ♥ Избранное
tours-bookings = 🎫 Мои брони
tours-any = Неважно
tours-up-to = до { $sum }
tours-list =
    <b>{ $chosen }</b>

    { $count ->
        [0] Ничего не нашлось. Попробуйте другой город, месяц или цену.
        [one] Нашёлся { $count } тур.
        [few] Нашлось { $count } тура.
       *[other] Нашлось { $count } туров.
    }
tours-found =
    <b>Поиск: { $words }</b>

    { $count ->
        [0] Ничего не нашлось. Попробуйте одно слово: город или часть названия.
        [one] Нашёлся { $count } тур.
        [few] Нашлось { $count } тура.
       *[other] Нашлось { $count } туров.
    }
tours-found-first = Показаны первые { $count }. Добавьте слово, чтобы сузить поиск.
tours-ask-words = Напишите город или слово из названия тура.
tours-which-city = Какой город?
tours-which-month = Когда хотите поехать?
tours-which-price = Сколько готовы заплатить за взрослого?
tours-rating = ★ { $stars } ({ $count })
tours-length =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }
tours-card =
    <b>{ $title }</b>
    { $facts }
    🏢 { $agency }
tours-from = От <b>{ $sum }</b> за взрослого
tours-promotion = 🔥 { $name }, до { $until }
tours-no-dates = Дат пока нет. Добавьте тур в избранное, чтобы не потерять.
tours-nearest = <b>Ближайшие даты</b>
tours-session =
    { $days } · { $sum } · { $free ->
        [0] мест нет
        [one] осталось { $free } место
        [few] осталось { $free } места
       *[other] осталось { $free } мест
    }
tours-session-button =
    { $days } · { $sum } · { $free ->
        [0] мест нет
        [one] { $free } место
        [few] { $free } места
       *[other] { $free } мест
    }
tours-dates = 📅 Даты и места
tours-more = 📖 Подробнее
tours-photos = 🖼 Фото ({ $count })
tours-album = 🗂 Все фото сразу
tours-album-sent = ☝️ Все фото тура «{ $title }».
tours-keep = ♡ В избранное
tours-drop = ♥ Убрать из избранного
tours-share = 📤 Поделиться
tours-more-title = <b>{ $title }</b>
tours-included =
    <b>Что входит</b>
    { $text }
tours-meeting =
    <b>Где встречаемся</b>
    { $text }
tours-param = { $name }: { $value }
tours-transports = Транспорт: { $names }
tours-languages = Языки: { $names }
tours-about-agency =
    <b>{ $name }</b>
    { $text }
tours-dates-title =
    <b>{ $title }</b>
    { $month }
tours-month-empty = В этом месяце дат нет.
tours-day =
    <b>{ $title }</b>

    Выберите группу.
tours-rule = <b>Если отмените вы</b>
tours-rule-step =
    { $days ->
        [0] до начала вернём { $percent } %
        [one] за { $days } день и раньше вернём { $percent } %
        [few] за { $days } дня и раньше вернём { $percent } %
       *[other] за { $days } дней и раньше вернём { $percent } %
    }
tours-rule-later = позже деньги не возвращаются
tours-rule-none = Если отмените вы, деньги не возвращаются.
tours-message =
    ✉️ <b>{ $agency }</b>
    { $tour }, { $days }

    { $text }

tours-error-moved = Пока вы смотрели, всё изменилось. Откройте ещё раз.
tours-error-blocked = Агентство заблокировано и пока не может продавать.
tours-error-taken = Такое название, код или касса уже есть.
tours-error-text = Текст пустой, слишком длинный или не подходит.
tours-error-params = Не все параметры тура подходят его виду. Проверьте их.
tours-error-incomplete = Для публикации нужны описание, что входит, место встречи, транспорт и обязательные параметры.
tours-error-number = Такое число не подходит.
tours-error-dates = Эти даты не подходят: они в прошлом, слишком далеко или идут не по порядку.
tours-error-taken-seats =
    { $count ->
        [one] Уже занято { $count } место: меньше сделать нельзя.
        [few] Уже занято { $count } места: меньше сделать нельзя.
       *[other] Уже занято { $count } мест: меньше сделать нельзя.
    }
tours-error-photos = В альбоме помещается десять фото.
tours-error-album = Фото сейчас не открываются. Попробуйте позже.
tours-error-rule = Напишите правило так: 14:100 7:50 — за 14 дней вернём всё, за 7 половину.
tours-inline =
    🌍 <b>{ $title }</b>
    { $facts }
tours-inline-next = Ближайшая дата: { $day }, <b>{ $sum }</b> за взрослого
tours-inline-open = 🌍 Открыть тур
tours-inline-all = Все туры в боте
tours-friends = 👥 Едут ваши друзья: { $names }
tours-promo =
    🎟 <b>Промокод { $code }</b>: −{ $off } на тур
    Действует до { $until }. Введите его при бронировании.
tours-promo-minimum = Для броней от { $sum }.
tours-promo-tour = 🌍 Открыть тур
tours-promo-copy = 📋 Скопировать код
tours-promo-all = 🌍 Все туры
tours-agency = <b>🏢 { $name }</b>
tours-agency-count =
    { $count ->
        [0] Сейчас туров нет.
        [one] В продаже { $count } тур.
        [few] В продаже { $count } тура.
       *[other] В продаже { $count } туров.
    }
