# Мастера агентств: туры, сеансы, скидки, карточка агентства.
maker-tours =
    <b>Туры агентства</b>

    { $count ->
        [0] В этом разделе пока пусто.
       *[other] Выберите тур, чтобы изменить его.
    }
maker-state-draft = ✏️ Черновик
maker-state-published = 🟢 Опубликован
maker-state-archived = 🗂 Архив
maker-new = ➕ Новый тур
maker-ask-title = Как называется тур? До { $limit } знаков, на вашем языке; другие языки добавите потом.
maker-tour =
    <b>{ $title }</b>
    { $state }

    Категория: { $category }
    Тип: { $kind }
    Город: { $city }
    Дней: { $days }
    Транспорт: { $transports }
    Языки гида: { $spoken }
    Тексты: { $words }
    Фото: { $photos }, сеансов впереди: { $sessions }
maker-words = 📝 { $lang }
maker-category = 🗂 Категория
maker-city = 🏙 Город
maker-kind = 🧭 Тип
maker-params = 📋 Подробности
maker-transports = 🚌 Транспорт
maker-languages = 🗣 Языки гида
maker-days = 📆 Сколько дней
maker-photos = 🖼 Фото
maker-session = 📅 Новый сеанс
maker-discount = 🔥 Скидка на тур
maker-code = 🎟 Промокод на тур
maker-preview = 👀 Как видят путешественники
maker-publish = 🚀 Опубликовать
maker-publish-again = 🚀 Опубликовать снова
maker-archive = 🗂 Убрать в архив
maker-lang-ru = Русский
maker-lang-uz = Узбекский
maker-lang-en = Английский
maker-words-page =
    <b>Тексты</b> · { $lang }

    <b>Название</b>
    { $title }

    <b>Описание</b>
    { $description }

    <b>Что входит</b>
    { $included }

    <b>Где встречаемся</b>
    { $meeting }
maker-field-title = Название
maker-field-description = Описание
maker-field-included = Что входит
maker-field-meeting = Где встречаемся
maker-ask-word =
    <b>{ $field }</b> · { $lang }

    Пришлите текст, до { $limit } знаков. Чтобы стереть, пришлите «-».
maker-choose-category = К какой категории относится тур?
maker-choose-kind = Какой это тур? Если тип изменится, подробности прежнего пропадут.
maker-choose-city = Откуда начинается тур?
maker-choose-transports = На чём едете? Можно выбрать несколько.
maker-choose-languages = На каких языках говорит гид?
maker-ask-days = Сколько дней длится тур? От 1 до { $limit }. Сеансы, которые уже есть, не изменятся.
maker-params-page =
    <b>Подробности</b>

    Со звёздочкой нужны для публикации.
maker-ask-number =
    <b>{ $title }</b>

    Напишите число от { $min } до { $max }.
maker-ask-choice = <b>{ $title }</b>
maker-param-none = Не указывать
maker-photos-page =
    <b>Фото</b>: { $count } из { $limit }

    Пришлите фото, одно или сразу альбом. Первое станет обложкой. Нажмите номер, чтобы переставить или убрать.
maker-photo-page = <b>Фото { $number }</b>
maker-photo-cover = ⭐️ Сделать обложкой
maker-photo-forward = ◀️ Левее
maker-photo-out = 🗑 Убрать
maker-ask-archive = Убрать «{ $title }» в архив? Новых броней не будет, прежние останутся в силе.
maker-error-photo = Это не фото. Пришлите его как фото, не как файл.
maker-error-title-first = Сначала напишите название на этом языке.
maker-error-missing = Пока нельзя опубликовать. Не хватает: { $what }.
maker-missing-description = описание
maker-missing-included = что входит
maker-missing-meeting_point = место встречи
maker-missing-transports = транспорт
planner-day = В какой день начинается сеанс?
planner-currency = Сеанс { $day }. В какой валюте цена?
planner-ask-price = Сколько стоит место взрослого? Напишите сумму, например 12 500.
planner-ask-child = Сколько стоит место ребёнка? Чтобы было как у взрослого, пришлите «-».
planner-ask-seats = Сколько всего мест? От 1 до { $limit }.
planner-ask-least = Сколько человек нужно, чтобы тур состоялся? 0: сколько угодно.
planner-ask-chat = Пришлите ссылку-приглашение в чат тура, она начинается с https://t.me/. Её увидят те, кто оплатил. Чтобы убрать, пришлите «-».
planner-ask-rule = Что возвращается, если отменит путешественник? Напишите пары «за сколько дней: сколько процентов», например 14:100 7:50 3:20. Прежние брони останутся при своём правиле.
planner-as-adult = как взрослый
planner-sketch =
    <b>{ $title }</b>
    Начало { $day }

    Взрослый: { $adult }
    Ребёнок: { $child }
    Мест: { $seats }
    Минимум для группы: { $least }
    Имена участников: { $names }

    Чат и правило возврата настроите после создания.
planner-make = ✅ Создать сеанс
planner-part-price = 💰 Цена
planner-part-child = 🧒 Детская цена
planner-part-seats = 💺 Мест
planner-part-least = 👥 Минимум
planner-part-chat = 💬 Чат тура
planner-part-rule = ↩️ Правило возврата
planner-part-day = 📅 Дата
planner-names-on = 📝 Спрашивать имена
planner-names-off = 📝 Не спрашивать имена
planner-repeat = 🔁 Повторить
planner-every = Через сколько недель повторять?
planner-every-weeks =
    { $count ->
        [one] Каждую неделю
        [few] Раз в { $count } недели
       *[other] Раз в { $count } недель
    }
planner-times =
    { $count ->
        [one] Каждую неделю
        [few] Раз в { $count } недели
       *[other] Раз в { $count } недель
    }. Сколько раз?
planner-repeated =
    { $count ->
        [0] В эти дни сеансы уже есть.
        [one] Добавлен { $count } сеанс.
        [few] Добавлены { $count } сеанса.
       *[other] Добавлено { $count } сеансов.
    }
planner-error-chat = Это не приглашение в чат Telegram. Ссылка начинается с https://t.me/.
planner-discounts =
    <b>Скидки и промокоды</b> · { $agency }

    { $count ->
        [0] Сейчас ничего не действует.
       *[other] Действуют сейчас:
    }
planner-promote = 🔥 Новая скидка
planner-new-code = 🎟 Новый промокод
planner-ask-promotion = Как назвать скидку? Название увидят путешественники.
planner-ask-code = Какой промокод? От 3 до 20 латинских букв и цифр, например ZIMA10.
planner-ask-off = Сколько скинуть? Напишите проценты или сумму: 10 %, 1 500 ₽ или 50 000 сум.
planner-ask-until = По какой день включительно? Например 31.12.
planner-ask-total = На сколько броней всего? 0: без ограничения.
planner-ask-person = Сколько раз может использовать один человек? 0: без ограничения.
planner-ask-minimum = От какой цены действует? Например 5 000 ₽ или 500 000 сум. 0: от любой.
planner-promotion =
    🔥 <b>{ $name }</b>: −{ $off }
    До { $until }, использовали: { $used }
planner-code =
    🎟 <b>{ $code }</b>: −{ $off }
    До { $until }, использовали: { $used }
planner-code-copy = 📋 Скопировать ссылку
planner-end = ✖️ Выключить
planner-error-answer = Не поняли ответ.
planner-error-code-taken = Такой промокод уже есть.
planner-error-name = Такое название не подойдёт.
platform-new = ➕ Новое агентство
platform-ask-new = Как называется агентство? До { $limit } знаков.
platform-card =
    <b>{ $name }</b>

    <b>О нас</b>
    { $about }

    <b>Контакты</b>
    { $contacts }

    Логотип: { $logo }
platform-terms =
    Комиссия: { $commission } %
    Касса Payme: { $payme }
    Менеджеров: { $managers }
platform-item-name = ✏️ Название
platform-item-about = 📝 О нас
platform-item-contacts = ☎️ Контакты
platform-item-logo = 🖼 Логотип
platform-item-commission = ％ Комиссия
platform-item-payme = 💳 Касса Payme
platform-item-manager = ➕ Менеджер
platform-item-block = ⛔️ Заблокировать
platform-managers = 👥 Менеджеры
platform-disconnect = 🔌 Отключить кассу
platform-unblock = ✅ Разблокировать
platform-ask-name = <b>{ $agency }</b>: новое название? До { $limit } знаков.
platform-ask-about = <b>{ $agency }</b>: расскажите об агентстве, до { $limit } знаков. Чтобы стереть, пришлите «-».
platform-ask-contacts = <b>{ $agency }</b>: телефон, почта, адрес, до { $limit } знаков. Их увидят те, кто оплатил.
platform-ask-logo = <b>{ $agency }</b>: пришлите логотип как фото.
platform-ask-commission = <b>{ $agency }</b>: какая комиссия, в процентах? Прежние брони останутся при своей.
platform-ask-payme = <b>{ $agency }</b>: пришлите ID кассы из кабинета Payme Business.
platform-ask-manager = <b>{ $agency }</b>: кого добавить? Напишите имя или @имя. Человек должен хотя бы раз открыть бота.
platform-ask-block = <b>{ $agency }</b>: почему блокируете? Причину увидят менеджеры. Новых броней не будет, прежние останутся в силе.
platform-ask-key = Теперь ключ кассы. Если есть ключ для тестов, пришлите его второй строкой. Сообщение сразу уберём из чата.
platform-ask-disconnect = Отключить кассу Payme агентства «{ $agency }»? Оплатить его брони в сумах будет нельзя.
platform-managers-page =
    <b>Менеджеры</b> · { $agency }

    { $count ->
        [0] Пока никого. Заявки получают администраторы.
       *[other] Нажмите имя, чтобы убрать.
    }
platform-found =
    { $count ->
        [0] По запросу «{ $words }» никого не нашли. Попробуйте иначе.
       *[other] Кого добавить?
    }
platform-ask-remove = Убрать менеджера: <b>{ $name }</b>? Доступ к кабинету закроется.
platform-error-merchant = Это не ID кассы: в нём только латинские буквы и цифры.
platform-error-desk-taken = Эта касса уже подключена к другому агентству.
