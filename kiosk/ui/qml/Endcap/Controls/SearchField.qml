pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// The field of the search page. Keys of a physical keyboard and of an input method arrive here as well.
Rectangle {
    id: field

    property alias text: input.text
    property alias input: input

    signal edited(text: string)
    signal submitted(text: string)

    implicitHeight: Theme.touchPrimary + Theme.space2
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.accent
    border.width: 2 * Theme.hair

    Icon {
        id: glass
        x: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: Icons.search
        color: Theme.accent
    }
    TextInput {
        id: input
        objectName: "searchInput"
        anchors { left: glass.right; right: wipe.left; leftMargin: Theme.space2; rightMargin: Theme.space1; verticalCenter: parent.verticalCenter }
        clip: true
        focus: true
        maximumLength: 60
        color: Theme.ink
        selectionColor: Theme.accentSoft
        selectedTextColor: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.textTitle
        cursorDelegate: Rectangle {
            width: 2 * Theme.hair
            color: Theme.accent
            visible: input.activeFocus
        }
        onTextChanged: field.edited(text)
        onAccepted: field.submitted(text)
        Accessible.name: qsTr("Search the store")
    }
    Label {
        anchors { left: input.left; right: input.right; verticalCenter: parent.verticalCenter }
        visible: input.text === "" && input.preeditText === ""
        text: qsTr("Name, pinyin or code")
        color: Theme.inkSoft
        font.pixelSize: Theme.textTitle
        lineHeight: 1
        maximumLineCount: 1
    }
    IconButton {
        id: wipe
        objectName: "searchWipe"
        anchors { right: parent.right; rightMargin: Theme.space1; verticalCenter: parent.verticalCenter }
        visible: input.text !== ""
        glyph: Icons.close
        text: qsTr("Clear")
        onClicked: input.clear()
    }
}
