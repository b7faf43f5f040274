pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// Search with the keyboard of the page, a physical one, or a scanner.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property SearchModel search: kiosk.search
    readonly property real keysWidth: Theme.portrait ? width - 2 * Theme.space3 : Math.round(width * 0.5) - 2 * Theme.margin

    color: Theme.paper
    onEnabledChanged: if (enabled)
        field.input.forceActiveFocus()
    Component.onCompleted: {
        field.text = page.search.query;
        if (enabled)
            field.input.forceActiveFocus();
    }

    Connections {
        target: page.search
        function onRefilled(text: string) {
            field.text = text;
        }
    }
    SearchField {
        id: field
        x: Theme.margin
        y: Theme.margin
        width: Theme.portrait ? page.width - 2 * x : page.keysWidth
        onEdited: text => page.search.type(text)
        onSubmitted: text => page.search.submit(text)
    }
    Keyboard {
        id: keyboard
        x: Theme.portrait ? Theme.space3 : Theme.margin
        y: Theme.portrait ? page.height - height - Theme.space3 : field.y + field.height + Theme.space4
        width: page.keysWidth
        keyHeight: Theme.keyTall
        onTyped: key => field.input.insert(field.input.cursorPosition, key)
        onErased: if (field.input.cursorPosition > 0)
            field.input.remove(field.input.cursorPosition - 1, field.input.cursorPosition)
        onCleared: field.input.clear()
    }
    Item {
        x: Theme.portrait ? Theme.margin : page.width * 0.5
        y: Theme.portrait ? field.y + field.height + Theme.space3 : Theme.margin
        width: page.width - x - Theme.margin + Theme.space2
        height: Theme.portrait ? keyboard.y - y - Theme.space2 : page.height - y

        Label {
            id: found
            visible: page.search.query !== ""
            width: parent.width - Theme.space2
            height: visible ? Theme.lines(1, Theme.textCaption) + Theme.space1 : 0
            verticalAlignment: Text.AlignTop
            text: qsTr("%Ln found", "", page.search.total)
            color: Theme.inkSoft
            font.pixelSize: Theme.textCaption
        }
        ProductGrid {
            objectName: "searchResults"
            anchors { fill: parent; topMargin: found.height }
            products: page.search.products
            subject: page.search.query
            onChosen: productId => page.kiosk.openProduct(productId)
            onEndNear: page.search.loadMore()
        }
        EmptyNote {
            anchors { centerIn: parent }
            width: parent.width - Theme.space2
            visible: page.search.products.count === 0
            glyph: page.search.query === "" ? Icons.search : Icons.question
            title: page.search.query === "" ? qsTr("What are you looking for?") : qsTr("Nothing found for “%1”").arg(page.search.query)
            detail: page.search.query === "" ? qsTr("Type a name in English or Chinese, pinyin or its first letters, or scan a code.") : qsTr("Try fewer letters, or browse the departments.")
        }
    }
}
