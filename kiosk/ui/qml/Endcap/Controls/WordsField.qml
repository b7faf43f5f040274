pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A field for a sentence or two. Keys of a physical keyboard and of an input method arrive here as well.
Rectangle {
    id: field

    required property int longest
    property alias input: area
    property alias text: area.text

    readonly property string letters: (area.text.slice(0, area.cursorPosition).match(/[A-Za-z']+$/) ?? [""])[0] // of the word that is typed

    signal submitted

    function insert(written: string): void {
        area.insert(area.cursorPosition, written);
    }
    // In the place of the letters
    function choose(word: string): void {
        const end = area.cursorPosition;
        area.remove(end - letters.length, end);
        insert(word);
    }
    function erase(): void {
        if (area.cursorPosition > 0)
            area.remove(area.cursorPosition - 1, area.cursorPosition);
    }

    implicitHeight: Theme.lines(Theme.accessible ? 3 : 4, Theme.textTitle) + count.height + 2 * Theme.space2
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.accent
    border.width: 2 * Theme.hair

    MouseArea {
        anchors.fill: parent
        onClicked: area.forceActiveFocus()
    }
    Flickable {
        id: view
        anchors { fill: parent; margins: Theme.space2; bottomMargin: count.height + Theme.space1 }
        clip: true
        contentHeight: area.implicitHeight
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        TextEdit {
            id: area
            objectName: "wordsInput"
            width: view.width
            height: Math.max(implicitHeight, view.height)
            focus: true
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            color: Theme.ink
            selectionColor: Theme.accentSoft
            selectedTextColor: Theme.ink
            font.family: Theme.family
            font.pixelSize: Theme.textTitle
            cursorDelegate: Rectangle {
                width: 2 * Theme.hair
                color: Theme.accent
                visible: area.activeFocus
            }
            onTextChanged: if (length > field.longest)
                remove(field.longest, length)
            onCursorRectangleChanged: view.contentY = Math.max(0, Math.min(cursorRectangle.y, view.contentHeight - view.height))
            Keys.onReturnPressed: field.submitted()
            Keys.onEnterPressed: field.submitted()
            Accessible.name: qsTr("What you like and what you want less of")
        }
    }
    Label {
        anchors { left: view.left; right: view.right; top: view.top }
        visible: area.text === "" && area.preeditText === ""
        text: qsTr("For example: I love oat milk and spicy snacks, no coffee")
        color: Theme.inkSoft
        font.pixelSize: Theme.textTitle
        lineHeight: Theme.lineTight
        maximumLineCount: 3
    }
    Label {
        id: count
        anchors { right: parent.right; bottom: parent.bottom; rightMargin: Theme.space2; bottomMargin: Theme.space1 }
        text: area.length + " / " + field.longest
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        lineHeight: 1
    }
}
